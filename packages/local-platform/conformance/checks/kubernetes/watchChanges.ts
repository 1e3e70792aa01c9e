import { Check } from '../../Check';
import { expectEqual } from '../../expectations';
import { textAt } from '../../json';
import { kinds, pathOf } from '../../paths';
import { collectEvents, describeEvent } from './collectEvents';

export const watchChanges: Check = {
  name: "A watch from a list's version gives every later change once, in order",
  reliedOnBy: 'the platform cache, kubectl get --watch and kubectl wait',
  async run(context) {
    const { api } = context;
    const selector = 'labelSelector=check%3Dwatch-changes';
    const all = `${context.path(kinds.configMaps)}?${selector}`;
    const one = pathOf(kinds.configMaps, context.namespace, 'watched');
    const marked = { labels: { check: 'watch-changes' } };
    await context.configMap('before', {}, marked);
    const list = await api.get(all);
    await context.configMap('watched', { a: '1' }, marked);
    const version = textAt(list, 'metadata', 'resourceVersion');
    const events = collectEvents(
      context,
      `${all}&watch=true&resourceVersion=${version}`,
      seen => seen.length === 4,
    );
    await api.merge(one, { data: { a: '2' } });
    await api.body('DELETE', one);
    await context.configMap('after', {}, marked);
    expectEqual('the events', (await events).map(describeEvent), [
      'ADDED watched',
      'MODIFIED watched',
      'DELETED watched',
      'ADDED after',
    ]);
    const fromNow = await collectEvents(
      context,
      `${all}&watch=true`,
      seen => seen.length === 2,
    );
    expectEqual(
      'the events without a version: what exists',
      fromNow.map(describeEvent).sort(),
      ['ADDED after', 'ADDED before'],
    );
  },
};
