import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyDiff, mergeConfig, readSteps } from './installDocument.mjs';
import { UserError } from './UserError.mjs';

const document = `# Install

\`\`\`bash title="from the root"
yarn add it
\`\`\`

## Classic frontend

\`\`\`diff title="App.tsx"
+import it
\`\`\`

\`\`\`yaml
only: shown
\`\`\`
`;

test('the steps are the blocks with a title', () => {
  assert.deepEqual(
    readSteps(document, /^$/).map(({ title, text }) => [title, text]),
    [
      ['from the root', 'yarn add it\n'],
      ['App.tsx', '+import it\n'],
    ],
  );
});

test('the steps of another frontend are left out', () => {
  assert.deepEqual(
    readSteps(document, /classic/i).map(({ title }) => title),
    ['from the root'],
  );
});

const file = `import a;

const routes = (
  <Routes>
    <One />
  </Routes>
);
`;

test('lines are added where the document shows them', () => {
  assert.equal(
    applyDiff(
      file,
      ' import a;\n+import b;\n\n     <One />\n+    <Two />\n   </Routes>\n',
      'App.tsx',
    ),
    file
      .replace('import a;', 'import a;\nimport b;')
      .replace('<One />', '<One />\n    <Two />'),
  );
});

test('lines are replaced where the document shows it', () => {
  assert.equal(
    applyDiff(file, '-<One />\n+    <Two />\n </Routes>\n', 'App.tsx'),
    file.replace('<One />', '<Two />'),
  );
});

test('lines may be added in front of all others', () => {
  assert.equal(applyDiff('a\n', '+b\n a\n', 'file'), 'b\na\n');
});

test('lines that the file does not have, or twice, are named', () => {
  for (const [shown, times] of [
    ['</Pages>', 0],
    ['a', 2],
  ]) {
    assert.throws(
      () => applyDiff('a\na\n', `+x\n ${shown}\n`, 'App.tsx'),
      error =>
        error instanceof UserError &&
        error.message.startsWith(`App.tsx has these lines ${times} times`) &&
        error.message.endsWith(shown),
    );
  }
});

test('configuration is merged: maps by key, lists at the end', () => {
  assert.deepEqual(
    mergeConfig(
      { catalog: { rules: [1], locations: ['a'] }, kubernetes: null },
      { catalog: { locations: ['b'] }, kratix: { platforms: {} } },
    ),
    {
      catalog: { rules: [1], locations: ['a', 'b'] },
      kubernetes: null,
      kratix: { platforms: {} },
    },
  );
});
