import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { isPortTaken, start, stopAll, waitForHttp } from './processes.mjs';
import { UserError } from './UserError.mjs';

const isAlive = pid => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('stopping ends the children of a process too', async () => {
  const server = net.createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const report = new Promise(resolve =>
    server.once('connection', socket =>
      socket.once('data', data => resolve(Number(data))),
    ),
  );
  const { port } = server.address();
  const grandchild = `const s=require('net').connect(${port},'127.0.0.1',()=>s.write(String(process.pid)));setInterval(()=>{},1000)`;
  start(
    'test-group',
    process.execPath,
    [
      '-e',
      `require('child_process').spawn(process.execPath,['-e',${JSON.stringify(
        grandchild,
      )}],{stdio:'ignore'});setInterval(()=>{},1000)`,
    ],
    { env: process.env },
  );
  const pid = await report;
  assert.equal(isAlive(pid), true);
  await stopAll();
  server.close();
  const deadline = Date.now() + 10_000;
  while (isAlive(pid) && Date.now() < deadline) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  assert.equal(isAlive(pid), false);
});

test('waiting for a server whose process ends shows its last lines', async () => {
  const child = start(
    'test-failure',
    process.execPath,
    ['-e', 'console.error("no such database");process.exit(3)'],
    { env: process.env },
  );
  await assert.rejects(
    waitForHttp('http://127.0.0.1:9/', child),
    error =>
      error instanceof UserError && /no such database/.test(error.message),
  );
});

test('a taken port is seen', async () => {
  const server = net.createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  assert.equal(await isPortTaken(port), true);
  await new Promise(resolve => server.close(resolve));
  assert.equal(await isPortTaken(port), false);
});
