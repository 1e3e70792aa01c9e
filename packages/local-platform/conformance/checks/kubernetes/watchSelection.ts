import { Check } from '../../Check';
import { expectEqual } from '../../expectations';
import { textAt } from '../../json';
import { kinds } from '../../paths';
import { collectEvents, describeEvent } from './collectEvents';

export const watchSelection: Check = {
  name: 'An object that enters or leaves a selection is ADDED or DELETED in its watch',
  reliedOnBy: 'the watch of CRDs with the label kratix.io/promise-name',
  async run(context) {
    const { api } = context;
    const path = context.path(kinds.configMaps);
    await context.configMap('selected');
    const list = await api.get(path);
    const version = textAt(list, 'metadata', 'resourceVersion');
    const label = (value: string | null) =>
      api.merge(`${path}/selected`, {
        metadata: { labels: { chosen: value } },
      });
    const events = collectEvents(
      context,
      `${path}?watch=true&labelSelector=chosen&resourceVersion=${version}`,
      seen => seen.length === 2,
    );
    await label('yes');
    await label(null);
    expectEqual('the events', (await events).map(describeEvent), [
      'ADDED selected',
      'DELETED selected',
    ]);
  },
};
