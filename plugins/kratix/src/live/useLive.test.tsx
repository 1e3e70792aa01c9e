import { act, renderHook, waitFor } from '@testing-library/react';
import { PropsWithChildren } from 'react';
import { ResponseError } from '@backstage/errors';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { FakeSignals } from '../__testUtils__/FakeSignals';
import { LiveCall } from './Attempt';
import { LiveOptions, useLive } from './useLive';

/** A question whose answers the test gives, one attempt after the other. */
class Question {
  readonly attempts: {
    call: LiveCall;
    resolve: (value: string) => void;
    reject: (error: Error) => void;
  }[] = [];

  readonly load = (call: LiveCall) =>
    new Promise<string>((resolve, reject) => {
      this.attempts.push({ call, resolve, reject });
    });

  /** @param revision - of the platform `local`, that the backend answers from */
  async answer(value: string, revision?: string) {
    const last = this.attempts.at(-1);
    if (revision) {
      last?.call.onRevisions({ local: revision });
    }
    await act(async () => last?.resolve(value));
  }

  async fail(error: Error) {
    await act(async () => this.attempts.at(-1)?.reject(error));
  }
}

function setup(options: Partial<LiveOptions<string>> = {}) {
  const question = new Question();
  const signals = new FakeSignals();
  const hook = renderHook(
    (props: { key: string }) =>
      useLive({ load: question.load, ...options, ...props }),
    {
      initialProps: { key: 'a' },
      wrapper: ({ children }: PropsWithChildren<{}>) => (
        <TestApiProvider apis={[[signalApiRef, signals]]}>
          {children}
        </TestApiProvider>
      ),
    },
  );
  return { question, signals, ...hook };
}

const forbidden = () =>
  ResponseError.fromResponse(
    new Response('{}', { status: 403, statusText: 'Forbidden' }),
  );

describe('useLive', () => {
  afterEach(() => jest.useRealTimers());

  it('asks again on a signal that concerns it, and on no other', async () => {
    const { question, signals, result } = setup({
      concerns: ({ platform }) => platform === 'local',
    });
    await question.answer('one');
    expect(result.current).toMatchObject({ value: 'one', loading: false });

    signals.send({ platform: 'other' });
    expect(question.attempts).toHaveLength(1);
    signals.send({ platform: 'local' });
    expect(question.attempts).toHaveLength(2);
    expect(result.current).toMatchObject({ value: 'one', loading: true });
    await question.answer('two');
    expect(result.current.value).toBe('two');
  });

  it('asks once more, and only once, for signals that come while it asks', async () => {
    const { question, signals, result } = setup();
    signals.send({});
    signals.send({});
    expect(question.attempts).toHaveLength(1);

    await question.answer('one');
    expect(question.attempts).toHaveLength(2);
    await question.answer('two');
    expect(question.attempts).toHaveLength(2);
    expect(result.current.value).toBe('two');
  });

  it('asks once for a change, however many replicas tell of it', async () => {
    const { question, signals } = setup();
    const change = { platform: 'local', promise: 'team', revision: 'r1' };
    await question.answer('one', 'r0');
    signals.send(change);
    signals.send(change);
    await question.answer('two', 'r1');
    signals.send(change);
    expect(question.attempts).toHaveLength(2);

    signals.send({ ...change, revision: 'r2' });
    expect(question.attempts).toHaveLength(3);
    await question.answer('three', 'r2');
    // Of another platform, and of the platform as a whole: no answer covers these.
    signals.send({ ...change, platform: 'other', revision: 'r2' });
    await question.answer('four', 'r2');
    signals.send({ platform: 'local' });
    expect(question.attempts).toHaveLength(5);
  });

  it('asks again when a replica tells that answered before it knew of the change', async () => {
    const { question, signals, result } = setup();
    const change = { platform: 'local', promise: 'team', revision: 'r1' };
    await question.answer('old', 'r0');
    signals.send(change);
    await question.answer('still old', 'r0');
    expect(question.attempts).toHaveLength(2);

    signals.send(change);
    expect(question.attempts).toHaveLength(3);
    await question.answer('new', 'r1');
    signals.send(change);
    expect(question.attempts).toHaveLength(3);
    expect(result.current.value).toBe('new');
  });

  it('takes an answer of two replicas to be no newer than either', async () => {
    const { question, signals } = setup();
    question.attempts[0].call.onRevisions({ local: 'r0' });
    await question.answer('one', 'r1');
    signals.send({ platform: 'local', promise: 'team', revision: 'r1' });
    expect(question.attempts).toHaveLength(2);
  });

  it('keeps the last answer when a newer one fails, and drops it for another question', async () => {
    const { question, result, rerender } = setup();
    await question.answer('one');
    act(() => result.current.refetch());
    await question.fail(new Error('gone'));
    expect(result.current).toMatchObject({ value: 'one' });
    expect(result.current.error?.message).toBe('gone');

    rerender({ key: 'b' });
    expect(result.current.value).toBeUndefined();
    expect(result.current.error).toBeUndefined();
    expect(result.current.loading).toBe(true);
  });

  it('ignores the answer to a question that is not asked any more', async () => {
    const { question, result, rerender } = setup();
    rerender({ key: 'b' });
    expect(question.attempts[0].call.signal.aborted).toBe(true);
    await act(async () => question.attempts[0].resolve('late'));
    expect(result.current.value).toBeUndefined();
    await question.answer('b');
    expect(result.current.value).toBe('b');
  });

  it('polls while the answer is on the move, and stops when it is not', async () => {
    jest.useFakeTimers();
    const { question } = setup({ isMoving: value => value === 'Running' });
    await question.answer('Running');
    act(() => jest.advanceTimersByTime(9_999));
    expect(question.attempts).toHaveLength(1);
    act(() => jest.advanceTimersByTime(1));
    expect(question.attempts).toHaveLength(2);

    await question.answer('Ready');
    act(() => jest.advanceTimersByTime(3_600_000));
    expect(question.attempts).toHaveLength(2);
  });

  it('does not poll while signals are heard, and does once they fall silent', async () => {
    jest.useFakeTimers();
    const { question, signals } = setup({ isMoving: () => true });
    signals.send({ about: 'alive' });
    await question.answer('Running');
    for (let beat = 0; beat < 30; beat++) {
      act(() => jest.advanceTimersByTime(20_000));
      signals.send({ about: 'alive' });
    }
    expect(question.attempts).toHaveLength(1);
    act(() => jest.advanceTimersByTime(60_000));
    expect(question.attempts).toHaveLength(2);
    await question.answer('Running');
    act(() => jest.advanceTimersByTime(10_000));
    expect(question.attempts).toHaveLength(3);
  });

  it.each([
    [true, 2],
    [undefined, 1],
  ])(
    'hears that Pipelines went on only where it tells of them (%s)',
    async (followsRuns, attempts) => {
      const { question, signals } = setup({ followsRuns });
      await question.answer('one');
      signals.send({ platform: 'local', promise: 'team', about: 'runs' });
      expect(question.attempts).toHaveLength(attempts);
    },
  );

  it('tries again after what may pass, and not after a refusal', async () => {
    jest.useFakeTimers();
    const { question } = setup();
    await question.fail(new Error('connection refused'));
    act(() => jest.advanceTimersByTime(10_000));
    expect(question.attempts).toHaveLength(2);

    await question.fail(await forbidden());
    act(() => jest.advanceTimersByTime(3_600_000));
    expect(question.attempts).toHaveLength(2);
  });

  it('leaves nothing behind', async () => {
    const { question, signals, unmount } = setup();
    await waitFor(() => expect(signals.subscribers).toBe(1));
    unmount();
    expect(signals.subscribers).toBe(0);
    expect(question.attempts[0].call.signal.aborted).toBe(true);
  });
});
