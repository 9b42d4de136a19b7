/** What the notifier needs of the browser; a test gives its own. */
export interface NotifierSurroundings {
  /** Absent where the browser has no notifications, or the page is not secure. */
  readonly Notification?: typeof Notification;
  readonly locks?: LockManager;
  readonly document: Pick<Document, 'hasFocus' | 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  readonly window: Pick<Window, 'focus' | 'addEventListener' | 'removeEventListener'>;
}

/** The surroundings on this page. */
export function pageSurroundings(): NotifierSurroundings {
  const secure = window.isSecureContext && 'Notification' in window;
  return { document, window, locks: navigator.locks, ...(secure && { Notification: window.Notification }) };
}

/**
 * Asks the user for leave to show notifications; call it from a click.
 * `unsupported` where the browser or the page (not secure) cannot show any.
 */
export async function requestAssistNotifications(
  { Notification: Api }: Pick<NotifierSurroundings, 'Notification'> = pageSurroundings(),
): Promise<NotificationPermission | 'unsupported'> {
  return Api ? Api.requestPermission() : 'unsupported';
}
