import { Check } from '../../Check';
import { expectEqual, expectMatch } from '../../expectations';
import { at } from '../../json';
import { patchTypes } from '../../KubeApi';
import { crdServed } from './crdServed';

export const statusAndGeneration: Check = {
  name: 'status is written through its subresource only; generation counts changes of the spec',
  reliedOnBy: 'the state of a request (generation and observedGeneration)',
  needs: [crdServed],
  async run(context) {
    const { api } = context;
    const path = context.path(context.widgets, 'status');
    const generation = (object: unknown) =>
      at(object, 'metadata', 'generation');
    const made = await api.create(context.path(context.widgets), {
      ...context.widgetBody('status'),
      status: { message: 'from a create' },
    });
    expectEqual('the status after creation', at(made, 'status'), undefined);
    expectEqual('the generation', generation(made), 1);
    const reported = await api.body('PATCH', `${path}/status`, {
      type: patchTypes.merge,
      body: { status: { message: 'done' }, spec: { size: 9 } },
    });
    expectMatch('after a write of status', reported, {
      metadata: { generation: 1 },
      spec: { size: 3 },
      status: { message: 'done' },
    });
    const changed = await api.merge(path, {
      spec: { size: 4 },
      status: { message: 'lost' },
    });
    expectMatch('after a write of spec', changed, {
      metadata: { generation: 2 },
      spec: { size: 4 },
      status: { message: 'done' },
    });
    const labelled = await api.merge(path, {
      metadata: { labels: { some: 'label' } },
    });
    expectEqual('the generation after a label', generation(labelled), 2);
  },
};
