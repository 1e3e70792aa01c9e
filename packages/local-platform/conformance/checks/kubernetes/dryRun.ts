import { Check } from '../../Check';
import { expectEqual, expectMatch } from '../../expectations';
import { patchTypes } from '../../KubeApi';
import { crdServed } from './crdServed';

export const dryRun: Check = {
  name: 'A dry run is validated and defaulted like the real write, and stores nothing',
  reliedOnBy: 'request forms (checked before they are sent), kubectl diff',
  needs: [crdServed],
  async run(context) {
    const { api } = context;
    const path = context.path(context.widgets);
    const post = (spec: Record<string, unknown>) =>
      api.call('POST', `${path}?dryRun=All`, {
        body: context.widgetBody('dry', spec),
      });
    expectMatch('the answer', await post({}), {
      status: 201,
      body: { spec: { size: 3 } },
    });
    expectMatch('an invalid one', await post({ size: 0 }), { status: 422 });
    expectEqual('what is stored', await api.find(`${path}/dry`), undefined);
    const made = await context.widget('dry');
    expectMatch(
      'a dry patch',
      await api.call('PATCH', `${path}/dry?dryRun=All`, {
        type: patchTypes.merge,
        body: { spec: { size: 8 } },
      }),
      { status: 200, body: { spec: { size: 8 } } },
    );
    await api.body('DELETE', `${path}/dry?dryRun=All`);
    expectEqual('what is stored', await api.get(`${path}/dry`), made);
  },
};
