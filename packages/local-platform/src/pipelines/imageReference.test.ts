import { fullImageReference, imageMatches } from './imageReference';

describe('fullImageReference', () => {
  it.each([
    ['busybox', 'docker.io/library/busybox:latest'],
    ['busybox:1', 'docker.io/library/busybox:1'],
    ['acme/tool', 'docker.io/acme/tool:latest'],
    ['ghcr.io/acme/tool:v1', 'ghcr.io/acme/tool:v1'],
    ['localhost:5000/tool', 'localhost:5000/tool:latest'],
    ['localhost/tool:x', 'localhost/tool:x'],
    ['ghcr.io/a/b@sha256:00', 'ghcr.io/a/b@sha256:00'],
    ['ghcr.io/a/b:1@sha256:00', 'ghcr.io/a/b:1@sha256:00'],
  ])('reads %s as %s', (image, full) => {
    expect(fullImageReference(image)).toBe(full);
  });
});

describe('imageMatches', () => {
  it('takes another tag only when the key says so', () => {
    expect(imageMatches('ghcr.io/a/b:v1', 'ghcr.io/a/b:v1')).toBe(true);
    expect(imageMatches('ghcr.io/a/b:v1', 'ghcr.io/a/b:v2')).toBe(false);
    expect(imageMatches('ghcr.io/a/b', 'ghcr.io/a/b:v2')).toBe(false);
    expect(imageMatches('ghcr.io/a/b:*', 'ghcr.io/a/b:v2')).toBe(true);
    expect(imageMatches('ghcr.io/a/b:*', 'ghcr.io/a/b@sha256:00')).toBe(true);
    expect(imageMatches('ghcr.io/a/b:*', 'ghcr.io/a/bc:v2')).toBe(false);
    expect(imageMatches('localhost:5000/b:*', 'localhost:5000/b')).toBe(true);
  });
});
