import { Check } from '../../Check';
import { expectEqual, expectMatch } from '../../expectations';
import { at, conditionOf, listAt } from '../../json';
import { kinds, pathOf } from '../../paths';
import { labels } from './names';
import { promiseAvailable } from './promiseAvailable';

export const promiseApi: Check = {
  name: "The Promise's CRD is labelled, its spec kept, and status and columns are Kratix'",
  reliedOnBy: 'finding the request kinds, request forms, kubectl get',
  needs: [promiseAvailable],
  async run({ api, prefix, requests }) {
    const crd = await api.get(
      pathOf(kinds.crds, undefined, `${requests.plural}.${requests.group}`),
    );
    expectMatch('the CRD', crd, {
      metadata: { labels: { [labels.promiseName]: prefix } },
    });
    expectMatch('the CRD', conditionOf(crd, 'Established'), { status: 'True' });
    const [version] = listAt(crd, 'spec', 'versions');
    expectEqual('subresources', at(version, 'subresources'), { status: {} });
    expectEqual(
      'the printer columns',
      listAt(version, 'additionalPrinterColumns').map(one => [
        at(one, 'name'),
        at(one, 'jsonPath'),
      ]),
      [
        ['message', '.status.message'],
        ['status', '.status.conditions[?(@.type=="Reconciled")].message'],
      ],
    );
    expectMatch('the schema', at(version, 'schema', 'openAPIV3Schema'), {
      properties: {
        metadata: { properties: { name: { maxLength: 63 } } },
        spec: { properties: { text: { type: 'string', default: 'one' } } },
        status: {
          'x-kubernetes-preserve-unknown-fields': true,
          properties: {
            observedGeneration: { type: 'integer' },
            conditions: { type: 'array' },
          },
        },
      },
    });
  },
};
