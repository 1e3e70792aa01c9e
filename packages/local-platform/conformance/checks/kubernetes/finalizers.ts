import { Check } from '../../Check';
import { expectEqual, expectMatch, expectThat } from '../../expectations';
import { textAt } from '../../json';
import { crdServed } from './crdServed';

export const finalizers: Check = {
  name: 'A deleted object stays, with deletionTimestamp, until its last finalizer is gone',
  reliedOnBy: 'Kratix (delete pipelines), the state Deleting',
  needs: [crdServed],
  async run(context) {
    const { api } = context;
    const path = context.path(context.widgets, 'held');
    const finalizer = 'conformance.example.com/hold';
    context.held.push(path);
    await context.widget('held', {}, { finalizers: [finalizer] });
    expectMatch('the deletion', await api.call('DELETE', path), {
      status: 200,
    });
    const held = await api.get(path);
    expectThat(
      textAt(held, 'metadata', 'deletionTimestamp') !== '',
      'metadata.deletionTimestamp to be set',
      held,
    );
    expectMatch('the held object', held, {
      metadata: { finalizers: [finalizer] },
    });
    await api.merge(path, { metadata: { finalizers: null } });
    expectEqual('what is left', await api.find(path), undefined);
  },
};
