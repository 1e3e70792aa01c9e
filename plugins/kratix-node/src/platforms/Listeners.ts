/** Those who want to hear of something. One that fails keeps nobody else from hearing. */
export class Listeners<E> {
  private readonly listeners = new Set<(event: E) => void>();

  /** @param failed - told when a listener throws */
  constructor(private readonly failed: (error: unknown) => void) {}

  /** @returns a function that ends it */
  add(listener: (event: E) => void): () => void {
    // A function of its own for each call: the same listener may be added twice.
    const own = (event: E) => listener(event);
    this.listeners.add(own);
    return () => {
      this.listeners.delete(own);
    };
  }

  tell(event: E) {
    for (const listener of [...this.listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.failed(error);
      }
    }
  }

  clear() {
    this.listeners.clear();
  }
}
