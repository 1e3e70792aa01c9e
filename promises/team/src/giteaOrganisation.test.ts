import { parse } from '@cdktf/hcl2json';
import fc from 'fast-check';
import {
  giteaOrganisation,
  organisationFile,
  organisationLabel,
} from './giteaOrganisation';
import { type Team } from './Team';
import { TERRAFORM_VERSIONS } from './terraformVersions';

const team: Team = {
  id: 'payments',
  name: 'Payments',
  email: 'payments@example.org',
  request: {
    promiseName: 'team',
    group: 'platform.kratix.io',
    version: 'v1alpha1',
    kind: 'Team',
    namespace: 'default',
    name: 'payments',
  },
};

const namespaces = fc.stringMatching(/^[a-c]([-a-c]{0,4}[a-c])?$/);
const names = fc.stringMatching(/^[a-c]([-.a-c]{0,6}[a-c])?$/);
const requests = fc.record({ namespace: namespaces, name: names });

describe('giteaOrganisation', () => {
  it('is laid out as terraform fmt does it', () => {
    expect(giteaOrganisation(team)).toBe(
      `# Written by Kratix for request default/payments of Promise team; edits are overwritten.
resource "gitea_org" "team_default_payments" {
  name        = "payments"
  full_name   = "Payments"
  description = "payments@example.org"
  visibility  = "limited"
}
`,
    );
  });

  it('is one organisation with the values asked for, whatever they hold', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, text, requests, async (name, email, request) => {
        const asked = {
          ...team,
          name,
          email,
          request: { ...team.request, ...request },
        };
        const read = await parse('x.tf', giteaOrganisation(asked));
        const literal = (value: string) =>
          value.normalize('NFC').replace(/[$%](?=\{)/g, '$&$&');
        expect(read).toEqual({
          resource: {
            gitea_org: {
              [organisationLabel(asked.request)]: [
                {
                  name: 'payments',
                  full_name: literal(name),
                  description: literal(email),
                  visibility: 'limited',
                },
              ],
            },
          },
        });
      }),
    );
  });

  it.each([
    ['Terraform name', organisationLabel],
    ['file', organisationFile],
  ])('never gives two requests one %s', (_, nameOf) => {
    const several = fc.array(requests, { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(several, all => {
        const asked = new Set(all.map(r => `${r.namespace}/${r.name}`));
        const given = new Set(all.map(r => nameOf({ ...team.request, ...r })));
        expect(given.size).toBe(asked.size);
      }),
      { numRuns: 500 },
    );
  });
});

describe('organisationFile', () => {
  it.each([
    ['default', 'payments', 'teams/default-payments.tf'],
    ['a', 'b-c', 'teams/a-b-c.tf'],
    ['a-b', 'c', 'teams/a-b-c_1.tf'],
    ['a', 'b.c', 'teams/a-b.c.tf'],
  ])('of %s/%s is %s', (namespace, name, file) => {
    expect(organisationFile({ ...team.request, namespace, name })).toBe(file);
  });
});

describe('versions.tf', () => {
  it('pins the provider', async () => {
    expect(await parse('versions.tf', TERRAFORM_VERSIONS)).toEqual({
      terraform: [
        {
          required_version: '>= 1.5',
          required_providers: [
            { gitea: { source: 'go-gitea/gitea', version: '0.7.0' } },
          ],
        },
      ],
    });
  });
});
