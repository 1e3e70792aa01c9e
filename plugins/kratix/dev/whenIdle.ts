const QUIET_MS = 400;

/** Marks the page once nothing has been asked for a moment, so that pictures show what came of it. */
export function whenIdle(
  fetchApi: typeof fetch,
  quietMs = QUIET_MS,
): typeof fetch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      document.body.dataset.galleryIdle = 'true';
    }, quietMs);
  };
  return async (input, init) => {
    // An answer that never comes is waited for no longer than any other.
    settle();
    try {
      return await fetchApi(input, init);
    } finally {
      settle();
    }
  };
}
