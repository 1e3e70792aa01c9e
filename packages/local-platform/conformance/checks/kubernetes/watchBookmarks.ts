import { Check } from '../../Check';
import { expectEqual, expectThat } from '../../expectations';
import { textAt } from '../../json';
import { kinds } from '../../paths';
import { collectEvents, describeEvent } from './collectEvents';

export const watchBookmarks: Check = {
  name: 'A watch ends after timeoutSeconds, with a bookmark to resume from',
  reliedOnBy: 'the platform cache (a watch is resumed, not listed again)',
  async run(context) {
    const { api } = context;
    const path = context.path(kinds.configMaps);
    const marked = { labels: { check: 'bookmarks' } };
    const list = await api.get(path);
    const version = textAt(list, 'metadata', 'resourceVersion');
    const query = `labelSelector=check%3Dbookmarks&watch=true&allowWatchBookmarks=true`;
    const events = collectEvents(
      context,
      `${path}?${query}&resourceVersion=${version}&timeoutSeconds=4`,
      () => false,
    );
    await context.configMap('marked', {}, marked);
    const seen = await events;
    const bookmark = seen.filter(({ type }) => type === 'BOOKMARK').pop();
    expectThat(
      bookmark !== undefined,
      'a BOOKMARK before the watch ends',
      seen.map(describeEvent),
    );
    expectEqual('its kind', textAt(bookmark?.object, 'kind'), 'ConfigMap');
    await context.configMap('later', {}, marked);
    const from = textAt(bookmark?.object, 'metadata', 'resourceVersion');
    const resumed = await collectEvents(
      context,
      `${path}?${query}&resourceVersion=${from}`,
      more => more.some(({ type }) => type !== 'BOOKMARK'),
    );
    expectEqual(
      'the first change after the bookmark',
      describeEvent(resumed[resumed.length - 1]),
      'ADDED later',
    );
  },
};
