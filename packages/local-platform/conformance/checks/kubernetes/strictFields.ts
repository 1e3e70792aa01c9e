import { Check } from '../../Check';
import { expectMatch, expectThat } from '../../expectations';
import { textAt } from '../../json';
import { crdServed } from './crdServed';

export const strictFields: Check = {
  name: 'Unknown fields are refused with fieldValidation=Strict, and warned of with Warn',
  reliedOnBy: 'every write of the plugins, kubectl apply and create',
  needs: [crdServed],
  async run(context) {
    const { api } = context;
    const path = context.path(context.widgets);
    const body = context.widgetBody('strict', { sise: 4 });
    const strict = await api.call('POST', `${path}?fieldValidation=Strict`, {
      body,
    });
    expectMatch('the answer', strict, { status: 400 });
    expectThat(
      textAt(strict.body, 'message').includes('unknown field "spec.sise"'),
      'the message to name spec.sise',
      textAt(strict.body, 'message'),
    );
    const warned = await api.call('POST', `${path}?fieldValidation=Warn`, {
      body,
    });
    expectMatch('the answer with Warn', warned, { status: 201 });
    expectThat(
      String(warned.headers.warning).includes('unknown field \\"spec.sise\\"'),
      'a Warning header that names spec.sise',
      warned.headers.warning,
    );
  },
};
