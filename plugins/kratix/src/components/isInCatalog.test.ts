import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { templates } from '../__testUtils__/samples';
import { isInCatalog } from './isInCatalog';

describe('isInCatalog', () => {
  it('asks once for all that is asked in one moment, and anew afterwards', async () => {
    const catalog = new InMemoryCatalogClient({ entities: templates });
    const asked = jest.spyOn(catalog, 'getEntitiesByRefs');
    const [there, again, missing] = await Promise.all([
      isInCatalog(catalog, 'template:default/Team-Request'),
      isInCatalog(catalog, 'template:team-request'),
      isInCatalog(catalog, 'template:default/missing'),
    ]);
    expect([there, again, missing]).toEqual([true, true, false]);
    expect(asked.mock.calls.map(([{ entityRefs }]) => entityRefs)).toEqual([
      ['template:default/team-request', 'template:default/missing'],
    ]);

    await isInCatalog(catalog, 'template:default/team-request');
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('fails for all where the catalog does, and asks again the next time', async () => {
    const catalog = new InMemoryCatalogClient({ entities: templates });
    jest
      .spyOn(catalog, 'getEntitiesByRefs')
      .mockRejectedValueOnce(new Error('down'));
    await expect(
      isInCatalog(catalog, 'template:default/team-request'),
    ).rejects.toThrow('down');
    expect(await isInCatalog(catalog, 'template:default/team-request')).toBe(
      true,
    );
  });
});
