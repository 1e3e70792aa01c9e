import { Check } from '../../Check';
import { expectMatch } from '../../expectations';
import { kinds } from '../../paths';
import { requestReady } from './requestReady';

export const health: Check = {
  name: "HealthRecords are gathered in their request's status, the worst first",
  reliedOnBy: 'the health of a request',
  needs: [requestReady],
  async run(context) {
    const { api, prefix, namespace } = context;
    const path = context.path(kinds.healthRecords);
    const record = (name: string, state: string) =>
      api.create(path, {
        apiVersion: 'platform.kratix.io/v1alpha1',
        kind: 'HealthRecord',
        metadata: context.metadata(name),
        data: {
          promiseRef: { name: prefix },
          resourceRef: { name: 'example', namespace },
          state,
          lastRun: 1_531_958_400,
          details: { seen: name },
        },
      });
    const hasHealth = (state: string) =>
      context.eventually(async () => {
        const request = await api.get(
          context.path(context.requests, 'example'),
        );
        expectMatch('the request', request, {
          status: { healthStatus: { state } },
        });
      });
    await record('good', 'healthy');
    await hasHealth('healthy');
    await record('bad', 'degraded');
    await hasHealth('degraded');
    await api.body('DELETE', `${path}/bad`);
    await hasHealth('healthy');
    await api.body('DELETE', `${path}/good`);
    await context.gone(`${path}/good`);
  },
};
