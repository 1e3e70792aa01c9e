import { Check } from '../../Check';
import { expectMatch, expectThat } from '../../expectations';
import { at, listAt } from '../../json';
import { pathOf, kinds } from '../../paths';

export const clusterInfo: Check = {
  name: 'The well-known namespaces exist, and Services can be listed',
  reliedOnBy: 'kubectl cluster-info, forms that offer namespaces',
  async run({ api }) {
    const names = listAt(await api.get(pathOf(kinds.namespaces)), 'items').map(
      one => at(one, 'metadata', 'name'),
    );
    for (const name of ['default', 'kube-system']) {
      expectThat(names.includes(name), `a namespace ${name}`, names);
    }
    expectMatch(
      'the Services of kube-system',
      await api.call(
        'GET',
        `${pathOf(
          kinds.services,
          'kube-system',
        )}?labelSelector=kubernetes.io%2Fcluster-service%3Dtrue`,
      ),
      { status: 200, body: { kind: 'ServiceList' } },
    );
  },
};
