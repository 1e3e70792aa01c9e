import { Check } from '../../Check';
import { expectEqual } from '../../expectations';
import { listAt, textAt } from '../../json';
import { kinds } from '../../paths';

export const selectors: Check = {
  name: 'Label and field selectors choose what they should, and 400 answers those that are none',
  reliedOnBy: 'finding the Works, Jobs and Pods of a request',
  async run(context) {
    const { api } = context;
    const path = context.path(kinds.configMaps);
    const make = (name: string, labels: Record<string, string>) =>
      context.configMap(name, {}, { labels: { ...labels, check: 'select' } });
    await make('select-red', { color: 'red' });
    await make('select-blue', { color: 'blue' });
    await make('select-none', {});
    const names = async (query: string) => {
      const list = await api.get(`${path}?${query}`);
      return listAt(list, 'items')
        .map(item => textAt(item, 'metadata', 'name'))
        .sort();
    };
    const chosen: Array<[string, string[]]> = [
      ['color=red', ['select-red']],
      ['color!=red', ['select-blue', 'select-none']],
      ['color in (red,blue)', ['select-blue', 'select-red']],
      ['color notin (red)', ['select-blue', 'select-none']],
      ['color', ['select-blue', 'select-red']],
      ['!color', ['select-none']],
    ];
    for (const [selector, expected] of chosen) {
      expectEqual(
        `what ${selector} selects`,
        await names(
          `labelSelector=${encodeURIComponent(`check=select,${selector}`)}`,
        ),
        expected,
      );
    }
    expectEqual(
      'what metadata.name=select-red selects',
      await names('fieldSelector=metadata.name%3Dselect-red'),
      ['select-red'],
    );
    for (const wrong of ['labelSelector=%3D%3D', 'fieldSelector=data.a%3D1']) {
      const { status } = await api.call('GET', `${path}?${wrong}`);
      expectEqual(`the answer to ${wrong}`, status, 400);
    }
  },
};
