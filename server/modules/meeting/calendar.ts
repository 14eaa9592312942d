import { type Instant, iso } from '#kernel/time.ts'

export interface Appointment { readonly uid: string; readonly stamp: Instant; readonly startsAt: Instant; readonly endsAt: Instant; readonly title: string; readonly place: string; readonly about: string; readonly cancelled: boolean; readonly sequence: number }

/** RFC 5545 3.3.11: what has a meaning in a text is marked. */
const escaped = (text: string) => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\n|\r/g, '\\n').replace(/\p{Cc}/gu, ' ')
const utc = (at: Instant) => `${iso(at).slice(0, 19).replace(/[-:]/g, '')}Z`

const MOST_OCTETS = 75

/** RFC 5545 3.1: no line is longer than 75 octets, and none is cut within a character. */
const folded = (line: string): string => {
  const lines: string[] = []
  let now = ''
  for (const sign of line) {
    // What goes on begins with a space, which counts.
    if (Buffer.byteLength(now + sign) > (lines.length ? MOST_OCTETS - 1 : MOST_OCTETS)) {
      lines.push(now)
      now = ''
    }
    now += sign
  }
  return [...lines, now].join('\r\n ')
}

/** One appointment for the calendar of a telephone. */
export const calendarFile = (one: Appointment): string => [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Wenguo//Meetings//ZH', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'BEGIN:VEVENT', `UID:${one.uid}`, `DTSTAMP:${utc(one.stamp)}`, `SEQUENCE:${one.sequence}`, `DTSTART:${utc(one.startsAt)}`, `DTEND:${utc(one.endsAt)}`,
  `SUMMARY:${escaped(one.title)}`, `LOCATION:${escaped(one.place)}`, `DESCRIPTION:${escaped(one.about)}`, `STATUS:${one.cancelled ? 'CANCELLED' : 'CONFIRMED'}`, 'BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escaped(one.title)}`, 'TRIGGER:-PT2H', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR', '',
].map(folded).join('\r\n')
