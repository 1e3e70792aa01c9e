import { Check } from '../../Check';
import { expectEqual, expectMatch, expectThat } from '../../expectations';
import { at, listAt } from '../../json';
import { crdServed } from './crdServed';

export const tables: Check = {
  name: "Lists come as Tables with a CRD's printer columns when asked for",
  reliedOnBy: 'kubectl get',
  needs: [crdServed],
  async run(context) {
    await context.widget('row');
    const { body } = await context.api.call(
      'GET',
      `${context.path(context.widgets)}?fieldSelector=metadata.name%3Drow`,
      { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' },
    );
    expectMatch('the answer', body, {
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
    });
    const columns = listAt(body, 'columnDefinitions').map(one =>
      at(one, 'name'),
    );
    expectEqual('the columns', columns, ['Name', 'Title', 'Ready']);
    const [row] = listAt(body, 'rows');
    expectThat(
      at(row, 'cells', 0) === 'row' && at(row, 'cells', 1) === 'row',
      'cells of the object',
      at(row, 'cells'),
    );
    expectMatch('the object of the row', at(row, 'object'), {
      kind: 'PartialObjectMetadata',
      metadata: { name: 'row' },
    });
  },
};
