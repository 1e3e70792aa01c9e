import { Check } from '../../Check';
import { expectEqual, expectMatch, expectThat } from '../../expectations';
import { at, textAt } from '../../json';
import { pathOf } from '../../paths';

export const accessReviews: Check = {
  name: 'A wrong token answers 401; one can ask who one is and what one may',
  reliedOnBy:
    'platform errors that name the cause, kubectl auth can-i and whoami',
  async run({ api }) {
    expectMatch(
      'a call with a wrong token',
      await api.call('GET', '/api/v1/namespaces', { token: 'none' }),
      { status: 401, body: { kind: 'Status', reason: 'Unauthorized' } },
    );
    const review = (group: string, plural: string, spec?: object) =>
      api.body('POST', pathOf({ group, version: 'v1', plural }), {
        body: {
          apiVersion: `${group}/v1`,
          kind: plural.startsWith('selfsubjectr')
            ? 'SelfSubjectReview'
            : 'SelfSubjectAccessReview',
          spec,
        },
      });
    const me = await review('authentication.k8s.io', 'selfsubjectreviews');
    expectThat(
      textAt(me, 'status', 'userInfo', 'username') !== '',
      'the name of the user',
      me,
    );
    const may = await review(
      'authorization.k8s.io',
      'selfsubjectaccessreviews',
      { resourceAttributes: { verb: 'list', resource: 'namespaces' } },
    );
    expectEqual(
      'being allowed to list namespaces',
      at(may, 'status', 'allowed'),
      true,
    );
  },
};
