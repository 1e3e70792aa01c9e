import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import { logsDir, root } from './paths.mjs';
import { UserError } from './UserError.mjs';

const GRACE_MS = 10_000;
/** Characters of a line that are shown; minified code has lines without end. */
const MAX_LINE = 500;
const running = new Set();

function tail(file, lines = 25) {
  return fs
    .readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map(line => line.slice(0, MAX_LINE))
    .join('\n');
}

function openLog(name) {
  fs.mkdirSync(logsDir, { recursive: true });
  return path.join(logsDir, `${name}.log`);
}

/**
 * Starts a process in a group of its own, with its output in `.tools/logs/<name>.log`.
 *
 * @returns `exited`, which resolves to the exit code, and `failure()`, an error with the last lines
 */
export function start(name, command, args, { cwd = root, env }) {
  const log = openLog(name);
  const output = fs.openSync(log, 'w');
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', output, output],
    detached: process.platform !== 'win32',
  });
  fs.closeSync(output);
  running.add(child);
  const exited = new Promise(resolve => {
    child.once('error', error => {
      fs.appendFileSync(log, `\n${error.message}\n`);
      running.delete(child);
      resolve(127);
    });
    child.once('exit', (code, signal) => {
      running.delete(child);
      resolve(code ?? signal);
    });
  });
  return {
    exited,
    failure: () =>
      new UserError(
        `${name} failed. Its last lines:\n\n${tail(log)}`,
        `The whole output is in ${path.relative(root, log)}.`,
      ),
  };
}

/** Runs a process to its end; rejects with its last lines when it fails. */
export async function run(name, command, args, options) {
  const child = start(name, command, args, options);
  if ((await child.exited) !== 0) {
    throw child.failure();
  }
}

/** Runs a process in the foreground. @returns its exit code */
export function runInForeground(command, args, { cwd = root, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 1 : code));
  });
}

function signal(child, name) {
  try {
    // The whole group: a server's own children must not outlive it.
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
  } catch {
    // It is gone already.
  }
}

/** Ends everything that was started here, gently at first. */
export async function stopAll() {
  const children = [...running];
  const ended = Promise.all(
    children.map(child => new Promise(resolve => child.once('exit', resolve))),
  );
  children.forEach(child => signal(child, 'SIGTERM'));
  const timer = setTimeout(
    () => children.forEach(child => signal(child, 'SIGKILL')),
    GRACE_MS,
  );
  if (children.length) {
    await ended;
  }
  clearTimeout(timer);
}

/** Whether something listens on a port of 127.0.0.1. */
export function isPortTaken(port) {
  return new Promise(resolve => {
    const socket = net.connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Whether an address of this machine answers with success. Its certificate may be its own. */
function answers(url) {
  const { get } = url.startsWith('https:') ? https : http;
  return new Promise(resolve => {
    const request = get(url, { rejectUnauthorized: false }, response => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.setTimeout(2_000, () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

/**
 * Waits until an address answers with success.
 *
 * @throws the failure of the process behind it, when that ends or the time is over
 */
export async function waitForHttp(url, child, timeoutMs = 180_000) {
  const deadline = Date.now() + timeoutMs;
  let ended = false;
  child.exited.then(() => {
    ended = true;
  });
  while (!(await answers(url))) {
    if (ended || Date.now() > deadline) {
      throw child.failure();
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
