import { Check } from '../../Check';
import { expectMatch, expectThat } from '../../expectations';
import { at, listAt } from '../../json';
import { crdServed } from './crdServed';

export const schemaRefused: Check = {
  name: 'What the schema forbids is refused with 422 and the fields it concerns',
  reliedOnBy: 'request forms (errors are shown at their fields)',
  needs: [crdServed],
  async run(context) {
    const refused = async (spec: Record<string, unknown>, field: string) => {
      const { status, body } = await context.api.call(
        'POST',
        context.path(context.widgets),
        { body: context.widgetBody('refused', spec) },
      );
      expectMatch(
        'the answer',
        { status, body },
        {
          status: 422,
          body: { kind: 'Status', status: 'Failure', reason: 'Invalid' },
        },
      );
      const causes = listAt(body, 'details', 'causes');
      expectThat(
        causes.some(cause => at(cause, 'field') === field),
        `a cause with the field ${field}`,
        causes,
      );
    };
    await refused({ title: undefined }, 'spec.title');
    await refused({ size: 0 }, 'spec.size');
    await refused({ tier: 'test' }, 'spec.tier');
    await refused({ team: 'Red' }, 'spec.team');
    await refused({ size: 'three' }, 'spec.size');
  },
};
