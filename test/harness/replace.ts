export interface Replacement {
  restore(): void;
}

/** Replaces a property until `restore`, also one that the object only inherits. */
export function replace<T extends object>(object: T, key: keyof T, replacement: PropertyDescriptor): Replacement {
  const own = Object.getOwnPropertyDescriptor(object, key);
  Object.defineProperty(object, key, { ...replacement, configurable: true });
  return {
    restore() {
      if (own === undefined) Reflect.deleteProperty(object, key);
      else Object.defineProperty(object, key, own);
    },
  };
}

type Method<T, K extends keyof T> = Extract<T[K], (...args: never[]) => unknown>;

/** Comes between a method and who calls it, until `restore`; `call` does what would have been done. */
export function intercept<T extends object, K extends keyof T>(
  prototype: T,
  key: K,
  method: (self: T, args: Parameters<Method<T, K>>, call: () => ReturnType<Method<T, K>>) => ReturnType<Method<T, K>>,
): Replacement {
  const original = prototype[key] as (this: T, ...args: unknown[]) => ReturnType<Method<T, K>>;
  return replace(prototype, key, {
    value(this: T, ...args: Parameters<Method<T, K>>) {
      return method(this, args, () => original.apply(this, args));
    },
  });
}
