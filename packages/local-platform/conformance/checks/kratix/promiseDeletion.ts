import { Check } from '../../Check';
import { expectEqual } from '../../expectations';
import { listAt } from '../../json';
import { kinds, pathOf } from '../../paths';
import { byLabels, labels, systemNamespace } from './names';
import { promiseAvailable } from './promiseAvailable';
import { createRequest, reconciled } from './request';

export const promiseDeletion: Check = {
  name: 'A deleted Promise takes its requests, revisions, Works and CRD with it',
  reliedOnBy:
    'removal from the catalog, the warning before a Promise is deleted',
  needs: [promiseAvailable],
  async run(context) {
    const { api, prefix, requests } = context;
    await createRequest(context, 'last');
    await reconciled(context, 'last');
    const path = pathOf(kinds.promises, undefined, prefix);
    await api.body('DELETE', path);
    await context.gone(path);
    await context.gone(
      pathOf(kinds.crds, undefined, `${requests.plural}.${requests.group}`),
    );
    await context.eventually(async () => {
      for (const kindPath of [
        pathOf(kinds.promiseRevisions),
        pathOf(kinds.works, systemNamespace),
        context.path(kinds.works),
      ]) {
        const list = await api.get(
          `${kindPath}?${byLabels({ [labels.promiseName]: prefix })}`,
        );
        expectEqual(
          `what is left of ${kindPath}`,
          listAt(list, 'items').length,
          0,
        );
      }
    });
  },
};
