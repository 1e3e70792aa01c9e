import { Check } from '../../Check';
import { expectEqual, expectMatch, expectThat } from '../../expectations';
import { at, textAt } from '../../json';
import { kinds } from '../../paths';

export const createAndRead: Check = {
  name: 'Create answers 201 with what was stored; twice is 409, what is not there 404',
  reliedOnBy: 'kubectl, deliveries of requests',
  async run(context) {
    const { api } = context;
    const path = context.path(kinds.configMaps);
    const body = { metadata: context.metadata('created'), data: { a: 'b' } };
    const { status, body: made } = await api.call('POST', path, { body });
    expectEqual('the status of the answer', status, 201);
    for (const field of ['uid', 'resourceVersion', 'creationTimestamp']) {
      expectThat(
        textAt(made, 'metadata', field) !== '',
        `metadata.${field} to be set`,
        at(made, 'metadata'),
      );
    }
    expectEqual('what is read', await api.get(`${path}/created`), made);
    expectMatch('creating again', await api.call('POST', path, { body }), {
      status: 409,
      body: { kind: 'Status', reason: 'AlreadyExists', code: 409 },
    });
    expectMatch('reading another', await api.call('GET', `${path}/none`), {
      status: 404,
      body: { kind: 'Status', reason: 'NotFound', code: 404 },
    });
    const generated = await api.create(path, {
      metadata: { generateName: 'made-', labels: context.labels() },
    });
    expectThat(
      /^made-[a-z0-9]{5}$/.test(textAt(generated, 'metadata', 'name')),
      'a name generated from made-',
      textAt(generated, 'metadata', 'name'),
    );
  },
};
