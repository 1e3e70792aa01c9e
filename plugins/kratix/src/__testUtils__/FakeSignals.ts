import { act } from '@testing-library/react';
import { SignalApi } from '@backstage/plugin-signals-react';

type Message = Record<string, string>;

/** Signals that the test sends. */
export class FakeSignals implements SignalApi {
  private readonly listeners = new Set<(message: Message) => void>();

  get subscribers() {
    return this.listeners.size;
  }

  readonly subscribe: SignalApi['subscribe'] = (_channel, onMessage) => {
    // Whoever subscribes says what they expect to hear, as with the real API.
    const listener = (message: Message) =>
      onMessage(message as Parameters<typeof onMessage>[0]);
    this.listeners.add(listener);
    return { unsubscribe: () => this.listeners.delete(listener) };
  };

  send(message: Message) {
    act(() => this.listeners.forEach(listener => listener(message)));
  }
}
