import { Check } from '../../Check';
import { expectThat } from '../../expectations';
import { at, textAt } from '../../json';
import { crdServed } from './crdServed';

export const openApi: Check = {
  name: 'OpenAPI v3 describes built-in kinds and those of CRDs',
  reliedOnBy: 'kubectl explain, kubectl apply (validation)',
  needs: [crdServed],
  async run(context) {
    const { api, widgets } = context;
    const index = await api.get('/openapi/v3');
    const document = async (path: string) => {
      const url = textAt(index, 'paths', path, 'serverRelativeURL');
      expectThat(
        url !== '',
        `/openapi/v3 to list ${path}`,
        Object.keys(Object(at(index, 'paths'))),
      );
      return api.get(url);
    };
    const describes = (found: unknown, kind: string) =>
      Object.entries(Object(at(found, 'components', 'schemas'))).find(
        ([name]) => name.split('.').pop() === kind,
      )?.[1];
    const configMap = describes(await document('api/v1'), 'ConfigMap');
    expectThat(
      textAt(configMap, 'description') !== '',
      'the schema of ConfigMap to have a description',
      configMap,
    );
    await context.eventually(async () => {
      const widget = describes(
        await document(`apis/${widgets.group}/v1`),
        'Widget',
      );
      const title = at(widget, 'properties', 'spec', 'properties', 'title');
      expectThat(
        textAt(title, 'description') === 'What it is called.',
        "the schema of Widget to have its CRD's descriptions",
        widget,
      );
    });
  },
};
