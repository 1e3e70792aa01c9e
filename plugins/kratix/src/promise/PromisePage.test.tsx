// Addresses that must not become links are part of this.
/* eslint-disable no-script-url */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { hostile, promises } from '../../dev/promises';
import { renderKratix } from '../__testUtils__/renderKratix';
import { page, platform, request } from '../__testUtils__/samples';
import { Wire } from '../__testUtils__/Wire';

const [team, database] = promises;

const wireWith = (details = team) =>
  new Wire()
    .answer('GET /platforms', { json: { items: [platform()] } })
    .answer('GET /requests', {
      json: { ...page([request()]), totalItems: 14, counts: {} },
    })
    .answer(`GET /promises/local/${details.name}`, { json: details });

const show = (tab: string, details = team) =>
  renderKratix(
    `/kratix/promises/local/${details.name}?tab=${tab}`,
    wireWith(details),
  );

describe('Promise page', () => {
  it('says first whether it can be had, then what it is and stands on', async () => {
    show('overview');
    expect(
      await screen.findByRole('status', { name: 'State' }),
    ).toHaveTextContent('Available');
    expect(
      screen.getByRole('region', { name: 'Needs these Promises' }),
    ).toHaveTextContent(
      'quota v0.2.0Requirement not installed at the specified version',
    );
    expect(screen.getByRole('link', { name: 'database' })).toHaveAttribute(
      'href',
      '/kratix/promises/local/database',
    );
    const removal = screen.getByRole('region', {
      name: 'Promises are not deleted here',
    });
    expect(removal).toHaveTextContent('delete its 14 requests too');
    expect(removal).toHaveTextContent('You may not see 2 of them.');
    expect(removal).toHaveTextContent('These Promises need it: database.');
    expect(
      within(removal).getByRole('group', {
        name: 'Command that deletes the Promise',
      }),
    ).toHaveTextContent('kubectl delete promiserelease team');
  });

  it('tells the rules of a field as sentences', async () => {
    show('api', {
      ...team,
      schema: {
        properties: {
          spec: {
            properties: {
              tags: {
                type: 'array',
                minItems: 1,
                maxItems: 1200,
                items: { type: 'string' },
              },
              id: { type: 'string', minLength: 1, pattern: '^[a-z]+$' },
            },
          },
        },
      },
    });
    const reference = await screen.findByRole('region', {
      name: 'API reference',
    });
    const [tags, id] = within(reference).getAllByRole('listitem');
    expect(tags).toHaveTextContent(
      'spec.tagslist of stringAt least 1 item · At most 1,200 items',
    );
    expect(id).toHaveTextContent(
      'spec.idstringMust match: ^[a-z]+$ · At least 1 character',
    );
  });

  it('leads from part to part, by tab and by address', async () => {
    show('api');
    const reference = await screen.findByRole('region', {
      name: 'API reference',
    });
    expect(reference).toHaveTextContent('spec.members[].email');
    expect(reference).toHaveTextContent('The id cannot be changed.');
    expect(
      screen.getByRole('group', { name: 'Example request' }),
    ).toHaveTextContent('kind: Team');

    await userEvent.click(screen.getByRole('tab', { name: 'Its requests' }));
    expect(
      await screen.findByRole('link', { name: 'Team payments' }),
    ).toHaveAttribute('href', '/kratix/requests/local/team/default/payments');
    expect(
      screen.getByRole('link', {
        name: 'See all 14 on the page of requests',
      }),
    ).toHaveAttribute('href', '/kratix/requests?platform=local&promise=team');

    await userEvent.click(screen.getByRole('tab', { name: 'Workflows' }));
    expect(
      screen.getByRole('region', {
        name: 'What happens when a request is deleted',
      }),
    ).toHaveTextContent('instance-delete');
  });

  it('shows which Destinations match, and what the others lack', async () => {
    show('destinations', database);
    expect(await screen.findByText('No Destination matches')).toBeVisible();
    const list = screen.getByRole('region', {
      name: 'Destinations of the platform',
    });
    // The one that lacks least comes first.
    expect(
      within(list)
        .getAllByRole('link')
        .map(link => link.textContent),
    ).toEqual(['worker-1', 'worker-2']);
    expect(list).toHaveTextContent('Missing labels:region=asia');
  });

  it('shows who runs which version, failed changes first', async () => {
    show('versions');
    const rows = within(
      await screen.findByRole('region', {
        name: 'Which request runs which version',
      }),
    ).getAllByRole('row');
    expect(rows[1]).toHaveTextContent('shipping');
    expect(rows[1]).toHaveTextContent('Failed to change to v1.1.0');
    expect(rows[1]).toHaveTextContent(
      'A Pipeline has failed: instance-configure',
    );
    expect(screen.getByRole('region', { name: 'Versions' })).toHaveTextContent(
      'v1.1.0Latest9 requests',
    );
  });

  it('shows what does harm elsewhere as plain text', async () => {
    const { container } = show('overview', hostile);
    const releases = await screen.findByRole('region', {
      name: 'Installed from',
    });
    expect(releases).toHaveTextContent('javascript:alert(document.cookie)');
    expect(within(releases).queryByRole('link')).not.toBeInTheDocument();
    expect(container.querySelector('img[src="x"]')).toBeNull();
    expect(container.textContent).not.toContain('\u001b');
    expect(container.textContent).not.toContain('\u202e');
    expect(
      screen.queryByRole('link', { name: /^Request / }),
    ).not.toBeInTheDocument();

    const conditions = screen.getByRole('region', { name: 'Conditions' });
    expect(within(conditions).getAllByRole('listitem')).toHaveLength(10);
    await userEvent.click(
      within(conditions).getByRole('button', { name: 'Show 490 more' }),
    );
    expect(within(conditions).getAllByRole('listitem')).toHaveLength(500);
  });

  it('says that it does not exist, and that it was deleted', async () => {
    renderKratix('/kratix/promises/local/none', wireWith());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no Promise none on local.',
    );
  });
});
