import { Check } from '../../Check';
import { expectEqual, expectThat } from '../../expectations';
import { listAt, textAt } from '../../json';
import { kinds } from '../../paths';

export const pagedList: Check = {
  name: 'A list comes in pages of one moment, by limit and continue',
  reliedOnBy: 'the platform cache (LIST in pages of 500), kubectl get',
  async run(context) {
    const { api } = context;
    const names = ['page-a', 'page-b', 'page-c', 'page-d', 'page-e'];
    for (const name of names) {
      await context.configMap(name, {}, { labels: { check: 'paged-list' } });
    }
    const path = `${context.path(
      kinds.configMaps,
    )}?labelSelector=check%3Dpaged-list&limit=2`;
    const seen: string[] = [];
    const versions = new Set<string>();
    let from = '';
    do {
      const page = await api.get(
        from ? `${path}&continue=${encodeURIComponent(from)}` : path,
      );
      const items = listAt(page, 'items');
      expectThat(
        items.length > 0 && items.length <= 2,
        'a page of one or two objects',
        items.length,
      );
      seen.push(...items.map(item => textAt(item, 'metadata', 'name')));
      versions.add(textAt(page, 'metadata', 'resourceVersion'));
      if (!from) {
        await context.configMap(
          'page-b2',
          {},
          {
            labels: { check: 'paged-list' },
          },
        );
      }
      from = textAt(page, 'metadata', 'continue');
      expectThat(seen.length < 10, 'the pages to end', seen);
    } while (from);
    expectEqual(
      'the objects of all pages, without one made meanwhile',
      seen,
      names,
    );
    expectEqual('the number of versions of the pages', versions.size, 1);
    const { status } = await api.call('GET', `${path}&continue=nonsense`);
    expectEqual('the answer to a continue token that is none', status, 400);
  },
};
