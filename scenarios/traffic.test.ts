/**
 * Real mail as text: what is read, and a fault with its line for each bad row.
 */
import { describe, expect, it } from 'vitest';
import { parseTraffic } from './traffic.ts';

const read = (text: string) => {
  const parsed = parseTraffic(text, 'mail.csv');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
};

const linesOf = (text: string) => {
  const parsed = parseTraffic(text, 'mail.csv');
  return parsed.ok ? [] : parsed.faults.map(({ position }) => position?.line);
};

describe('parseTraffic', () => {
  it('reads messages in the order of time, recipients once each and without the sender', () => {
    const { messages, people } = read('t,from,to,cc\n200,1,2;3;2,3;1\n100,2,2,\n');
    expect(messages).toEqual([
      { at: 0, from: '2', to: ['2'], line: 3 },
      { at: 100_000, from: '1', to: ['2', '3'], line: 2 },
    ]);
    expect(people).toEqual(['2', '1', '3']);
  });

  it('reads a byte order mark, line ends of Windows, quotes and empty lines', () => {
    const { messages } = read('\ufefft,from,to,cc\r\n\r\n"5","a","b;c",""\r\n');
    expect(messages).toEqual([{ at: 0, from: 'a', to: ['b', 'c'], line: 3 }]);
  });

  it('takes ids as addresses compare: case-blind, smtp: dropped, any alphabet', () => {
    const { messages, people } = read(
      "t,from,to,cc\n1,Ana@X.com,BEN@x.com;smtp:ben@x.com,SMTP:Ben@X.com;o'neil@x.com\n" +
        '2,smtp:ben@x.com,ana@X.com;jürgen@x.com,\n3,JÜRGEN@x.com,Jürgen@X.com,\n',
    );
    expect(messages.map(({ from, to }) => [from, ...to])).toEqual([
      ['ana@x.com', 'ben@x.com', "o'neil@x.com"],
      ['ben@x.com', 'ana@x.com', 'jürgen@x.com'],
      ['jürgen@x.com', 'jürgen@x.com'],
    ]);
    expect(people).toEqual(['ana@x.com', 'ben@x.com', "o'neil@x.com", 'jürgen@x.com']);
  });

  it('says of a name beside an address that the address is enough', () => {
    const parsed = parseTraffic('t,from,to,cc\n1,Ana <Ana@X.com>,ben,\n', 'mail.csv');
    expect(parsed.ok ? [] : parsed.faults).toMatchObject([
      { found: '"Ana <Ana@X.com>"', fix: 'write the address alone: Ana@X.com' },
    ]);
  });

  it('says of milliseconds that they are', () => {
    const parsed = parseTraffic('t,from,to,cc\n1700000000000,ana,ben,\n', 'mail.csv');
    expect(parsed.ok ? [] : parsed.faults).toMatchObject([
      { message: 't is no time', fix: 'divide by 1000: these are milliseconds' },
    ]);
  });

  it('names the line of every bad row', () => {
    expect(linesOf('t,from,to,cc\nx,1,2,\n5,,2,\n6,1,,\n7,1,2\n8,1,a b,\n9,1,2,\n')).toEqual([
      2, 3, 4, 5, 6,
    ]);
    expect(linesOf('t,from,to,cc\n-5,1,2,\n99999999999,1,2,\n1.5,1,2,\n')).toEqual([2, 3, 4]);
  });

  it('refuses other columns, nothing, and what is no CSV', () => {
    expect(linesOf('time,from,to,cc\n1,2,3,\n')).toEqual([1]);
    expect(linesOf('')).toEqual([1]);
    expect(linesOf('t,from,to,cc\n')).toEqual([1]);
    expect(linesOf('t,from,to,cc\n1,"2,3,\n')).toHaveLength(1);
  });

  it('refuses a column too many once, and not row by row', () => {
    const parsed = parseTraffic('t,from,to,cc,bcc\n1,2,3,,4\n2,3,4,,5\n', 'mail.csv');
    expect(parsed.ok ? [] : parsed.faults).toMatchObject([
      {
        position: { line: 1 },
        message: 'has other columns',
        fix: 'leave out bcc: it is not read',
      },
    ]);
  });

  it('tells the first 20 bad rows, and how many others there are', () => {
    const parsed = parseTraffic(`t,from,to,cc\n${'x,1,2,\n'.repeat(5000)}`, 'mail.csv');
    const faults = parsed.ok ? [] : parsed.faults;
    expect(faults).toHaveLength(21);
    expect(faults[20]).toMatchObject({ message: 'has 4980 more bad rows' });
    expect(linesOf(`t,from,to,cc\n${'x,1,2,\n'.repeat(20)}`)).toHaveLength(20);
  });

  it('says where a quote opens that is never closed', () => {
    const where = (text: string) => {
      const parsed = parseTraffic(text, 'mail.csv');
      return parsed.ok ? [] : parsed.faults.map(({ position }) => position);
    };
    const rows = '3,b,a,\n4,b,a,\n';
    expect(where(`t,from,to,cc\n1,a,b,\n2,"a,b,\n${rows}`)).toEqual([{ line: 3, column: 3 }]);
    const quoted = '1,"a\nb""",b,';
    expect(where(`t,from,to,cc\n${quoted}\n2,a, "b,\n${rows}`)).toEqual([{ line: 4, column: 6 }]);
    // A quote further down ends the field where no comma follows: it opened before.
    expect(where(`t,from,to,cc\n2,"a,b,\n${rows}5,"a",b,\n`)).toEqual([{ line: 2, column: 3 }]);
  });
});
