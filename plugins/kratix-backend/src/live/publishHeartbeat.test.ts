import { mockServices } from '@backstage/backend-test-utils';
import { SignalPayload } from '@backstage/plugin-signals-node';
import { publishHeartbeat } from './publishHeartbeat';

describe('publishHeartbeat', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is heard twice before pages take signals to be cut, and ends', async () => {
    const heard: SignalPayload[] = [];
    const stop = publishHeartbeat({
      signals: { publish: async signal => void heard.push(signal) },
      logger: mockServices.logger.mock(),
    });
    await jest.advanceTimersByTimeAsync(45_000);
    expect(heard).toHaveLength(2);
    expect(heard[0]).toEqual({
      recipients: { type: 'broadcast' },
      channel: 'kratix:requests',
      message: { about: 'alive' },
    });
    stop();
    await jest.advanceTimersByTimeAsync(45_000);
    expect(heard).toHaveLength(2);
  });
});
