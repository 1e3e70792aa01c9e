import { Check } from '../../Check';
import { expectEqual, expectThat } from '../../expectations';
import { at } from '../../json';
import { crdServed } from './crdServed';

export const schemaKept: Check = {
  name: 'Defaults are set and unknown fields pruned, as the schema says',
  reliedOnBy:
    'request forms (defaults are real values), Kratix (status fields)',
  needs: [crdServed],
  async run(context) {
    const made = await context.widget('defaults', {
      labels: { kept: 'yes' },
      unknown: 'field',
    });
    expectEqual('the stored spec', at(made, 'spec'), {
      title: 'defaults',
      size: 3,
      tier: 'dev',
      labels: { kept: 'yes' },
    });
    const read = await context.api.get(
      context.path(context.widgets, 'defaults'),
    );
    expectThat(
      at(read, 'spec', 'unknown') === undefined,
      'the unknown field not to be stored',
      at(read, 'spec'),
    );
  },
};
