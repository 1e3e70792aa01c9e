import { Check } from '../../Check';
import { expectEqual, expectMatch } from '../../expectations';
import { at } from '../../json';
import { patchTypes } from '../../KubeApi';
import { crdServed } from './crdServed';

export const jsonPatch: Check = {
  name: 'A JSON patch is applied whole or, when a test fails, not at all (422)',
  reliedOnBy: 'kubectl patch --type json, controllers',
  needs: [crdServed],
  async run(context) {
    const { api } = context;
    const path = context.path(context.widgets, 'json');
    await context.widget('json', { size: 4 });
    const patch = (body: unknown) =>
      api.call('PATCH', path, { body, type: patchTypes.json });
    expectMatch(
      'the patch',
      await patch([
        { op: 'test', path: '/spec/size', value: 4 },
        { op: 'replace', path: '/spec/size', value: 5 },
        { op: 'add', path: '/spec/labels', value: { a: '1' } },
      ]),
      { status: 200, body: { spec: { size: 5, labels: { a: '1' } } } },
    );
    expectMatch(
      'a patch whose test fails',
      await patch([
        { op: 'replace', path: '/spec/size', value: 6 },
        { op: 'test', path: '/spec/title', value: 'another' },
      ]),
      { status: 422 },
    );
    expectEqual(
      'the size after it',
      at(await api.get(path), 'spec', 'size'),
      5,
    );
  },
};
