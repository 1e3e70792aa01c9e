import { Check } from '../../Check';
import { CheckContext } from '../../CheckContext';
import { expectMatch, expectThat } from '../../expectations';
import { textAt } from '../../json';
import { patchTypes } from '../../KubeApi';
import { crdServed } from './crdServed';

async function refuses(
  { api }: CheckContext,
  method: string,
  path: string,
  body: unknown,
  message: string,
) {
  const answer = await api.call(method, path, {
    body,
    type: method === 'PATCH' ? patchTypes.merge : undefined,
  });
  expectMatch('the answer', answer, {
    status: 422,
    body: { reason: 'Invalid' },
  });
  expectThat(
    textAt(answer.body, 'message').includes(message),
    `the message to say: ${message}`,
    textAt(answer.body, 'message'),
  );
}

export const celRules: Check = {
  name: 'CEL rules of a CRD are enforced, also those that compare with the old value',
  reliedOnBy: 'the Promises database and team',
  needs: [crdServed],
  async run(context) {
    const path = context.path(context.widgets);
    await refuses(
      context,
      'POST',
      path,
      context.widgetBody('rule', { tier: 'prod', size: 4 }),
      'production needs a size of five',
    );
    await context.widget('rule', { tier: 'prod', size: 5, team: 'red' });
    await refuses(
      context,
      'PATCH',
      `${path}/rule`,
      { spec: { team: 'blue' } },
      'team cannot change',
    );
    await context.api.merge(`${path}/rule`, { spec: { size: 6 } });
  },
};
