import { DEFAULT_DIRECTORY } from '../constants';
import { InvalidInputError } from '../errors';
import { GroupSelector, WorkloadGroup } from '../model/work';
import { WorkflowType } from '../model/pipeline';
import { md5 } from '../names';
import { compressContent } from '../placement/content';
import { safeWorkloadPath } from '../placement/paths';
import { squashSelectors } from '../placement/selectors';
import { DirectorySelector } from './metadataFiles';
import { OutputFile } from './readOutput';

function workloads(files: readonly OutputFile[]): WorkloadGroup['workloads'] {
  return files.map(file => ({
    filepath: safeWorkloadPath(file.path),
    content: compressContent(file.content),
  }));
}

/**
 * The output of a pipeline as workload groups: one per directory that has a selector of its own, which
 * then ignores the Promise's, and one for all other files.
 *
 * @param directories - the directories at the root of the output
 * @throws InvalidInputError when a selector names a directory that the output does not have
 */
export function workloadGroups(options: {
  files: readonly OutputFile[];
  directories: readonly string[];
  selectors: readonly DirectorySelector[];
  promiseSelectors: readonly GroupSelector[];
  workflow: WorkflowType;
}): WorkloadGroup[] {
  const { files, directories, selectors, promiseSelectors, workflow } = options;
  const source = `${workflow}-workflow`;
  const groups: WorkloadGroup[] = [];
  const taken = new Set<string>();
  let own: Record<string, string> | undefined;

  for (const { directory, matchLabels } of selectors) {
    if (directory === DEFAULT_DIRECTORY) {
      own = matchLabels;
      continue;
    }
    if (!directories.includes(directory)) {
      throw new InvalidInputError(
        `destination-selectors.yaml names the directory ${directory}, which /kratix/output does not have`,
      );
    }
    taken.add(directory);
    groups.push({
      id: md5(directory),
      directory,
      workloads: workloads(
        files.filter(file => file.path.startsWith(`${directory}/`)),
      ),
      destinationSelectors: [{ matchLabels, source }],
    });
  }

  const rest = files.filter(file => {
    const slash = file.path.indexOf('/');
    return slash < 0 || !taken.has(file.path.slice(0, slash));
  });
  if (rest.length > 0) {
    const ofPromise = promiseSelectors.filter(
      item => item.source === 'promise',
    );
    const destinationSelectors: GroupSelector[] = [
      ...(own ? [{ matchLabels: own, source }] : []),
      ...(ofPromise.length > 0
        ? [{ matchLabels: squashSelectors(ofPromise), source: 'promise' }]
        : []),
    ];
    groups.push({
      id: md5(DEFAULT_DIRECTORY),
      directory: DEFAULT_DIRECTORY,
      workloads: workloads(rest),
      ...(destinationSelectors.length > 0 && { destinationSelectors }),
    });
  }
  return groups;
}
