import type { SignedIn } from '../streams/watch-stream.js';

/** What middleware leaves for the routes behind it. */
export interface Environment {
  Variables: {
    signedIn: SignedIn;
  };
}
