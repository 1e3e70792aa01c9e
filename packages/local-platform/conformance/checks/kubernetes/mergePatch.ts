import { Check } from '../../Check';
import { expectEqual, expectMatch } from '../../expectations';
import { at } from '../../json';
import { crdServed } from './crdServed';

export const mergePatch: Check = {
  name: 'A merge patch changes what it names, and null removes',
  reliedOnBy:
    'operations (pause, resume, reconcile), updates of requests, kubectl patch',
  needs: [crdServed],
  async run(context) {
    await context.widget('merge', { labels: { a: '1', b: '2' } });
    const patched = await context.api.merge(
      context.path(context.widgets, 'merge'),
      { spec: { size: 7, labels: { a: null, c: '3' } } },
    );
    expectMatch('the patched object', patched, {
      spec: { title: 'merge', size: 7 },
    });
    expectEqual('the map', at(patched, 'spec', 'labels'), { b: '2', c: '3' });
  },
};
