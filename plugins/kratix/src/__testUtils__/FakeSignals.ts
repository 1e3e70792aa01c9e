import { act } from '@testing-library/react';
import { JsonObject } from '@backstage/types';
import { SignalApi } from '@backstage/plugin-signals-react';

/** Signals that the test sends. */
export class FakeSignals implements SignalApi {
  private readonly listeners = new Set<(message: JsonObject) => void>();

  get subscribers() {
    return this.listeners.size;
  }

  subscribe<T extends JsonObject>(
    _channel: string,
    onMessage: (message: T) => void,
  ) {
    // The caller says what it expects to hear, as it does with the real one.
    const listener = (message: JsonObject) => onMessage(message as T);
    this.listeners.add(listener);
    return { unsubscribe: () => this.listeners.delete(listener) };
  }

  send(message: JsonObject) {
    act(() => this.listeners.forEach(listener => listener(message)));
  }
}
