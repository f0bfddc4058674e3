/**
 * Paths to texts: what is read, what is passed over, and an answer at once for what cannot be read.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeText, readScenarioFiles } from './read-files.ts';

const scenario = 'version: 1\ntimeline: []\n';
let top = '';

function write(name: string, content: string | Uint8Array): string {
  const path = join(top, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** Names below the test's folder, and faults without it. */
function read(...names: string[]) {
  const { files, faults } = readScenarioFiles(names.map((name) => join(top, name)));
  const below = (text: string | undefined) => text?.replaceAll(`${top}/`, '').replace(top, '.');
  return {
    files: files.map(({ file }) => below(file)),
    faults: faults.map(({ file, code, message, nearest }) => {
      expect(code).toBe('unreadable');
      return `${below(file)}: ${message}${nearest === undefined ? '' : ` -> ${below(nearest)}`}`;
    }),
  };
}

beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'recall-lab-files-'));
  write('a/one.yaml', scenario);
  write('a/two.yml', scenario);
  write('a/deep/three.json', '{"version": 1, "timeline": []}');
  write('a/broken.yaml', 'a: [1\n');
  write('a/study.yaml', 'version: 1\nworkload: { messages: 1 }\n');
  write('a/contoso/Mailbox.json', '[{ "PrimarySmtpAddress": "ana@contoso.com" }]');
  write('a/exercised.json', '{"rules": []}');
  write('a/notes.txt', 'timeline: []');
  write('a/.hidden/four.yaml', scenario);
  write('a/node_modules/five.yaml', scenario);
  mkdirSync(join(top, 'none'));
  write('none/readme.md', 'nothing');
});

afterAll(() => {
  rmSync(top, { recursive: true, force: true });
});

describe('what is read', () => {
  it('takes from a folder scenarios and what cannot be parsed, and nothing else', () => {
    expect(read('a')).toEqual({
      files: ['a/broken.yaml', 'a/deep/three.json', 'a/one.yaml', 'a/two.yml'],
      faults: [],
    });
  });

  it('takes a file that is named, whatever it holds', () => {
    expect(read('a/study.yaml', 'a/notes.txt').files).toEqual(['a/notes.txt', 'a/study.yaml']);
  });

  it('takes each file once, sorted by path', () => {
    expect(read('a/two.yml', 'a/one.yaml', 'a/two.yml').files).toEqual(['a/one.yaml', 'a/two.yml']);
  });

  it.each([
    ['a/*.yaml', ['a/broken.yaml', 'a/one.yaml']],
    ['a/t?o.*', ['a/two.yml']],
    ['*/one.yaml', ['a/one.yaml']],
    ['**/*.json', ['a/deep/three.json']],
    ['a/**', ['a/broken.yaml', 'a/deep/three.json', 'a/one.yaml', 'a/two.yml']],
    ['a/d*', ['a/deep/three.json']],
  ])('expands %s', (glob, files) => {
    expect(read(glob)).toEqual({ files, faults: [] });
  });

  it('takes a file whose name looks like a glob', () => {
    write('odd/[x]*.yaml', scenario);
    expect(read('odd/[x]*.yaml').files).toEqual(['odd/[x]*.yaml']);
  });

  it('follows links, and circles of links once', () => {
    mkdirSync(join(top, 'linked'));
    write('linked/in/one.yaml', scenario);
    symlinkSync(join(top, 'linked'), join(top, 'linked/in/back'));
    symlinkSync(join(top, 'a/one.yaml'), join(top, 'linked/other.yaml'));
    expect(read('linked').files).toEqual(['linked/in/one.yaml', 'linked/other.yaml']);
  });

  it('decodes UTF-16 with a byte order mark', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a: ä', 'utf16le')]);
    expect(decodeText(bytes)).toBe('a: ä');
  });
});

describe('what is refused', () => {
  it.each([
    ['a missing file', 'a/oen.yaml', 'a/oen.yaml: does not exist -> a/one.yaml'],
    ['a missing folder', 'b/one.yaml', 'b/one.yaml: does not exist -> a'],
    ['a folder without scenarios', 'none', 'none: holds no scenario'],
    ['a glob without matches', 'a/*.csv', 'a/*.csv: matches no file'],
    ['a glob in a missing folder', 'c/*.yaml', 'c: does not exist -> a'],
  ])('%s', (_, name, fault) => {
    expect(read(name)).toEqual({ files: [], faults: [fault] });
  });

  it('a file of 100 MB, without reading it', () => {
    const file = openSync(join(top, 'huge.yaml'), 'w');
    ftruncateSync(file, 100_000_000);
    closeSync(file);
    const before = process.memoryUsage().arrayBuffers;
    expect(read('huge.yaml')).toEqual({ files: [], faults: ['huge.yaml: is too large: 100.0 MB'] });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  it('a large file of a folder only where it shows a timeline', () => {
    write('large/export.json', `[${' '.repeat(5_000_001)}]`);
    write('large/scenario.yaml', `timeline: []\n${'#\n'.repeat(2_600_000)}`);
    expect(read('large')).toEqual({
      files: [],
      faults: ['large/scenario.yaml: is too large: 5.2 MB'],
    });
  });

  it('bytes that are no text', () => {
    write('binary.yaml', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xc0]));
    expect(read('binary.yaml').faults).toEqual([
      'binary.yaml: is not text: its bytes are no UTF-8',
    ]);
  });

  it.skipIf(process.platform === 'win32')('a pipe, without waiting for it', () => {
    expect(spawnSync('mkfifo', [join(top, 'pipe.yaml')]).status).toBe(0);
    expect(read('pipe.yaml').faults).toEqual(['pipe.yaml: is not a regular file']);
  });

  it('a link that leads nowhere', () => {
    symlinkSync(join(top, 'nowhere.yaml'), join(top, 'link.yaml'));
    symlinkSync(join(top, 'self.yaml'), join(top, 'self.yaml'));
    expect(read('link.yaml').faults[0]).toContain('link.yaml: does not exist');
    expect(read('self.yaml').faults).toEqual(['self.yaml: is a link that leads back to itself']);
  });

  it.skipIf(process.getuid?.() === 0)('a file that may not be read', () => {
    chmodSync(write('secret.yaml', scenario), 0);
    expect(read('secret.yaml').faults).toEqual(['secret.yaml: may not be read']);
  });
});
