import type { KubeObject } from '../../kube';
import { AdmissionChain } from '../operations/AdmissionChain';
import type { ApiContext } from '../operations/ApiContext';
import { ResourceCatalog } from '../resources/ResourceCatalog';
import { ObjectStore } from '../store/ObjectStore';
import { WatchHub } from '../store/WatchHub';
import { EventExpiry } from './EventExpiry';

const EVENTS = { group: '', resource: 'events' };

describe('EventExpiry', () => {
  let ctx: ApiContext;
  let expiry: EventExpiry;

  beforeEach(() => {
    const store = new ObjectStore(':memory:', { historyLimit: 20_000 });
    const onError = (error: unknown) => {
      throw error;
    };
    ctx = {
      store,
      hub: new WatchHub(store, onError),
      catalog: new ResourceCatalog(store),
      admission: new AdmissionChain(),
      now: () => new Date(),
    };
    expiry = new EventExpiry(ctx, onError);
  });

  afterEach(async () => {
    await expiry.close();
    ctx.catalog.close();
    ctx.hub.close();
    ctx.store.close();
  });

  const at = (minutes: number) =>
    new Date(Date.now() - minutes * 60_000).toISOString();
  const create = (name: string, times: object) => {
    const event: KubeObject = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: 'default', uid: name },
      involvedObject: { kind: 'Pod', namespace: 'default', name: 'p' },
      reason: 'Test',
      type: 'Normal',
      ...times,
    };
    const key = { ...EVENTS, namespace: 'default', name };
    ctx.store.put(key, event, undefined);
  };
  const names = () =>
    [...ctx.store.iterate(EVENTS)].map(({ metadata }) => metadata.name);

  it('deletes events an hour after they last happened', async () => {
    create('recent', { lastTimestamp: at(50) });
    create('repeated', {
      eventTime: at(200),
      series: { count: 2, lastObservedTime: at(10) },
    });
    create('old', { lastTimestamp: at(70) });
    await expiry.expire(Date.now() + 5 * 60_000);
    expect(names()).toEqual(['recent', 'repeated']);
    await expiry.expire(Date.now() + 55 * 60_000);
    expect(names()).toEqual([]);
  });

  it('holds no more than a page of them, however many there are', async () => {
    const held: number[] = [];
    const { iterate } = ctx.store;
    jest
      .spyOn(ctx.store, 'iterate')
      .mockImplementation(function* count(...given) {
        held.push(0);
        for (const event of iterate.apply(ctx.store, given)) {
          held[held.length - 1] += 1;
          yield event;
        }
      });
    for (let number = 0; number < 1_200; number++) {
      create(`event-${number}`, { lastTimestamp: at(number % 2 ? 70 : 10) });
    }
    await expiry.expire(Date.now());
    expect(held).toEqual([500, 500, 200]);
    expect(names()).toHaveLength(600);
  });
});
