const ALWAYS = ['package.json', 'README.md', 'LICENSE'];
/** Source, tests and what only development needs. */
const UNWANTED =
  /(^|\/)(src|node_modules|__[^/]*__|coverage)\/|\.(test|spec)\.|(?<!\.d)\.tsx?$/;
/** What Backstage looks for in a package before it loads it: found out by the CLI when it packs. */
const FEATURES = {
  'backend-plugin': '@backstage/BackendFeature',
  'backend-plugin-module': '@backstage/BackendFeature',
  'frontend-plugin': '@backstage/FrontendPlugin',
};

/** All files that a package.json points at. */
function* entryPoints({ main, module, types, bin, exports, configSchema }) {
  const named = [main, module, types, configSchema, bin];
  const nested = [exports, typeof bin === 'object' ? bin : {}].flatMap(
    function leaves(value) {
      return value && typeof value === 'object'
        ? Object.values(value).flatMap(leaves)
        : value;
    },
  );
  for (const target of [...named, ...nested]) {
    if (typeof target === 'string' && !target.startsWith('@')) {
      yield target.replace(/^\.\//, '');
    }
  }
}

/**
 * What is wrong with a package that is about to be published.
 *
 * @param files - paths in its tarball
 * @param manifest - the package.json in its tarball
 * @param expected - paths that must be in it beside those that the manifest points at
 * @returns one sentence for each fault; none for a package that is fit
 */
export function packageFaults({ files, manifest, expected = [] }) {
  const present = new Set(files);
  const wanted = new Set([...ALWAYS, ...expected, ...entryPoints(manifest)]);
  const { role, features = {}, pluginId } = manifest.backstage ?? {};
  const isPlugin = /plugin|common-library/.test(role ?? '');
  return [
    ...[...wanted]
      .filter(file => !present.has(file))
      .map(file => `${file} is missing`),
    ...files
      .filter(file => UNWANTED.test(file))
      .map(file => `${file} does not belong there`),
    ...['description', 'license', 'repository', 'homepage', 'bugs', 'keywords']
      .filter(key => !manifest[key])
      .map(key => `package.json says nothing about "${key}"`),
    ...Object.entries({
      ...manifest.dependencies,
      ...manifest.peerDependencies,
    })
      .filter(([, range]) => /^(workspace|link|file|portal):/.test(range))
      .map(([name, range]) => `it depends on ${name} at ${range}`),
    ...(isPlugin && !pluginId
      ? ['package.json has no backstage.pluginId']
      : []),
    ...(FEATURES[role] && !Object.values(features).includes(FEATURES[role])
      ? [`no export is a ${FEATURES[role]}`]
      : []),
  ];
}
