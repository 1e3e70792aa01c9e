import { Check } from '../../Check';
import { expectEqual, expectMatch, expectThat } from '../../expectations';
import { at, listAt, textAt } from '../../json';
import { patchTypes } from '../../KubeApi';
import { crdServed } from './crdServed';

export const serverSideApply: Check = {
  name: "Server-side apply creates, keeps each manager's fields, and answers 409 naming the other manager",
  reliedOnBy:
    'delivery to the cluster by apply, kubectl apply --server-side, GitOps agents',
  needs: [crdServed],
  async run(context) {
    const path = context.path(context.widgets, 'applied');
    const apply = (
      manager: string,
      spec: Record<string, unknown>,
      force = false,
    ) =>
      context.api.call(
        'PATCH',
        `${path}?fieldManager=${manager}&force=${force}`,
        {
          type: patchTypes.apply,
          body: {
            apiVersion: `${context.widgets.group}/v1`,
            kind: 'Widget',
            metadata: { name: 'applied', labels: context.labels() },
            spec,
          },
        },
      );
    expectMatch(
      'the first apply',
      await apply('one', { title: 'mine', size: 4, labels: { a: '1' } }),
      { status: 201, body: { spec: { size: 4, tier: 'dev' } } },
    );
    const again = await apply('one', {
      title: 'mine',
      size: 4,
      labels: { a: '1' },
    });
    expectMatch('the same again', again, { status: 200 });
    const managers = listAt(again.body, 'metadata', 'managedFields');
    expectMatch('metadata.managedFields', managers, [
      { manager: 'one', operation: 'Apply', fieldsType: 'FieldsV1' },
    ]);
    expectEqual(
      'the fields of one in spec',
      Object.keys(Object(at(managers[0], 'fieldsV1', 'f:spec'))).sort(),
      ['f:labels', 'f:size', 'f:title'],
    );
    const conflict = await apply('two', { title: 'mine', size: 6 });
    expectMatch('another manager with another value', conflict, {
      status: 409,
      body: { reason: 'Conflict' },
    });
    expectThat(
      textAt(conflict.body, 'message').includes('"one"') &&
        textAt(conflict.body, 'message').includes('.spec.size'),
      'the message to name the manager "one" and .spec.size',
      textAt(conflict.body, 'message'),
    );
    expectMatch(
      'with force',
      await apply('two', { title: 'mine', size: 6, labels: { b: '2' } }, true),
      {
        status: 200,
        body: { spec: { size: 6, labels: { a: '1', b: '2' } } },
      },
    );
    const dropped = await apply('one', { title: 'mine' });
    expectMatch('one lets go of its label', dropped, { status: 200 });
    expectEqual('the labels', at(dropped.body, 'spec', 'labels'), { b: '2' });
    expectEqual('the size of two', at(dropped.body, 'spec', 'size'), 6);
  },
};
