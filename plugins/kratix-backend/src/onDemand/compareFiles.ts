import { ComparedFile, PlacementFile } from 'backstage-plugin-kratix-common';

/**
 * What became of each file. Of one whose content is withheld it is only told whether it is new: equal
 * sizes do not say that it is the same.
 */
export function compareFiles(
  now: PlacementFile[],
  before: PlacementFile[],
): ComparedFile[] {
  const earlier = new Map(before.map(file => [file.path, file]));
  const present = now.map((file): ComparedFile => {
    const old = earlier.get(file.path);
    earlier.delete(file.path);
    if (!old) {
      return { ...file, change: 'added' };
    }
    if (file.content === undefined || old.content === undefined) {
      return file;
    }
    if (file.content === old.content) {
      return { ...file, change: 'unchanged' };
    }
    const { path: _path, ...rest } = old;
    return { ...file, change: 'changed', before: rest };
  });
  const removed = [...earlier.values()].map(
    ({ path, ...rest }): ComparedFile => ({
      path,
      size: 0,
      change: 'removed',
      before: rest,
    }),
  );
  return [...present, ...removed];
}
