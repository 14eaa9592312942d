import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aFile, aTnef, attribute, property, packed } from '#test/tnef.ts'
import { plainOf } from '../plain.ts'
import { openTnef } from './open.ts'
import { textOfRtf } from './rtf-text.ts'
import { unpackRtf } from './rtf-unpack.ts'

const open = (source: Uint8Array) => openTnef(source, plainOf)
const ansi = (text: string) => Buffer.from(text, 'latin1')

describe('what Outlook packed', () => {
  test('gives its files with their long names, in whatever script', () => {
    const inside = open(aTnef(aFile('FAPIAO~1.PDF', Buffer.from('%PDF-1'), '十一月发票与照片.pdf'), aFile('b.txt', Buffer.from('乙'))))
    expect(inside?.files.map(({ name, content }) => [name, Buffer.from(content).toString()])).toEqual([['十一月发票与照片.pdf', '%PDF-1'], ['b.txt', '乙']])
  })

  test('a title in the code page of the writer is read in it', () => {
    const gbk = Uint8Array.from([0xd5, 0xd5, 0xc6, 0xac, 0x2e, 0x6a, 0x70, 0x67, 0])
    const page = Buffer.from([0xa8, 0x03, 0, 0, 0, 0, 0, 0])
    expect(open(aTnef(attribute(0x69007, page), attribute(0x69002, Buffer.alloc(14)), attribute(0x18010, gbk), attribute(0x6800f, Buffer.from('x'))))?.files[0]?.name).toBe('照片.jpg')
  })

  test('its text: plain, else HTML, else RTF', () => {
    const html = Buffer.from('<p>戒指<b>掉钻</b></p>')
    expect(open(aTnef(attribute(0x69003, property(0x1000, 0x1f, Buffer.from('戒指掉钻\0', 'utf16le')))))?.text).toBe('戒指掉钻')
    expect(open(aTnef(attribute(0x69003, property(0x1013, 0x102, html), property(0x3fde, 3, Buffer.from([0xe9, 0xfd, 0, 0])))))?.text).toBe('戒指掉钻')
    expect(open(aTnef(attribute(0x69003, property(0x1009, 0x102, packed('{\\rtf1\\ansi\\ansicpg936 \\\'bd\\\'e4\\\'d6\\\'b8\\par second}')))))?.text).toBe('戒指\nsecond')
  })

  test('a mail in the mail gives its text and its files', () => {
    const inner = aTnef(attribute(0x18004, Buffer.from('Fwd\0')), attribute(0x2800c, Buffer.from('inner words\0')), aFile('c.txt', Buffer.from('丙')))
    const object = Buffer.concat([Buffer.alloc(16, 7), inner])
    const inside = open(aTnef(attribute(0x69002, Buffer.alloc(14)), attribute(0x69005, property(0x3701, 0x0d, object))))
    expect(inside?.files.map(({ name, content }) => [name, Buffer.from(content).toString()])).toEqual([['Fwd.txt', 'inner words'], ['c.txt', '丙']])
  })

  test('properties with names of their own and with many values are passed over', () => {
    const named = Buffer.concat([Buffer.from([0x1f, 0, 0x01, 0x80]), Buffer.alloc(16), Buffer.from([1, 0, 0, 0, 6, 0, 0, 0]), Buffer.from('ab\0', 'utf16le'), Buffer.alloc(2), Buffer.from([1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0])])
    const many = Buffer.concat([Buffer.from([0x1e, 0x10, 0x10, 0x20]), Buffer.from([2, 0, 0, 0, 1, 0, 0, 0, 65, 0, 0, 0, 1, 0, 0, 0, 66, 0, 0, 0])])
    expect(open(aTnef(attribute(0x69003, named, many, property(0x1000, 0x1e, Buffer.from('found\0')))))?.text).toBe('found')
  })

  test('what is cut off gives what came before; what is none is none', () => {
    const whole = aTnef(aFile('a.txt', Buffer.from('甲')), aFile('b.txt', Buffer.from('乙')))
    expect(open(whole.subarray(0, whole.length - 3))?.files).toHaveLength(1)
    expect(open(Buffer.from('no such thing'))).toBeNull()
    expect(open(new Uint8Array())).toBeNull()
  })

  test('a mail within a mail within a mail ends somewhere', () => {
    let inner = aTnef(aFile('deep.txt', Buffer.from('x')))
    for (let i = 0; i < 20; i++) inner = aTnef(attribute(0x69002, Buffer.alloc(14)), attribute(0x69005, property(0x3701, 0x0d, Buffer.concat([Buffer.alloc(16), inner]))))
    expect(open(inner)?.files.length).toBeLessThan(3)
  })
})

describe('RTF', () => {
  // The example of [MS-OXRTFCP] 4.1.1.
  test('is unpacked as the document of the format shows', () => {
    const sample = Buffer.from('2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0'.replace(/\s/g, ''), 'hex')
    expect(Buffer.from(unpackRtf(sample) ?? []).toString('latin1')).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n')
  })
  test('is read without its tables, with characters by number and by font', () => {
    expect(textOfRtf(ansi('{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset134 SimSun;}}\\uc1 caf\\\'e9 \\u25105?\\f1\\\'ba\\\'c3\\f0{\\*\\generator Riched20;} \\{x\\}\\line end}')).text).toBe('café 我好 {x}\nend')
  })
  test('that carries HTML gives the HTML alone', () => {
    const rtf = '{\\rtf1\\ansi\\fromhtml1 \\htmlrtf pard\\htmlrtf0 {\\*\\htmltag64 <p>}a < b\\htmlrtf\\par\\htmlrtf0 {\\*\\htmltag72 </p>}{\\*\\htmltag64 <p>}two{\\*\\htmltag72 </p>}}'
    const { html, text } = textOfRtf(ansi(rtf))
    expect([html, plainOf(text)]).toEqual([true, 'a < b\ntwo'])
  })
})

test('nothing that anybody sends breaks or holds up the reader', () => {
  const whole = aTnef(attribute(0x69003, property(0x1009, 0x102, packed('{\\rtf1 x}')), property(0x1000, 0x1f, Buffer.from('字\0', 'utf16le'))), aFile('a.txt', Buffer.from('甲')))
  const change = fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255) })
  fc.assert(fc.property(fc.array(change, { maxLength: 12 }), fc.nat(whole.length), (changes, end) => {
    const bytes = Uint8Array.from(whole)
    for (const { at, to } of changes) bytes[at] = to
    open(bytes.subarray(0, end))
  }), { numRuns: 1_000 })
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    open(Buffer.concat([whole.subarray(0, 6), bytes]))
    unpackRtf(Buffer.concat([Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]), Buffer.from('LZFu'), Buffer.alloc(4), bytes]))
    textOfRtf(bytes)
  }), { numRuns: 1_000 })
})
