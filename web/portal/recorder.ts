import { useEffect, useRef, useState } from 'react'

/** Longest voice note; far below the size bound. */
const MOST_SECONDS = 300

const KINDS = [['audio/mp4', 'm4a'], ['audio/webm', 'webm'], ['audio/ogg', 'ogg']] as const

const supported = () => typeof MediaRecorder !== 'undefined' && Boolean(navigator.mediaDevices) && typeof MediaRecorder.isTypeSupported === 'function'

interface Running {
  readonly recorder: MediaRecorder
  readonly stream: MediaStream
}

const listen = async (name: string, onFile: (file: File) => void): Promise<Running> => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const [type, ending] = KINDS.find(([kind]) => MediaRecorder.isTypeSupported(kind)) ?? ['', 'webm']
  const recorder = new MediaRecorder(stream, type ? { mimeType: type, audioBitsPerSecond: 32_000 } : {})
  const parts: Blob[] = []
  recorder.ondataavailable = (event) => { parts.push(event.data) }
  recorder.onstop = () => {
    for (const track of stream.getTracks()) track.stop()
    if (parts.length > 0) onFile(new File(parts, `${name}.${ending}`, { type: type || recorder.mimeType }))
  }
  recorder.start()
  return { recorder, stream }
}

/** Tap to record, tap to stop: holding a button down is hard for many hands. Not offered where the browser cannot. */
export const useRecorder = (onFile: (file: File) => void) => {
  const [seconds, setSeconds] = useState<number | null>(null)
  const [refused, setRefused] = useState(false)
  const running = useRef<Running | null>(null)
  const recording = seconds !== null
  const stop = () => {
    if (running.current?.recorder.state === 'recording') running.current.recorder.stop()
    running.current = null
    setSeconds(null)
  }
  const start = async (name: string) => {
    setRefused(false)
    try {
      running.current = await listen(name, onFile)
      setSeconds(0)
    } catch {
      setRefused(true)
    }
  }
  useEffect(() => {
    if (!recording) return undefined
    const timer = setInterval(() => setSeconds((s) => (s === null ? null : s + 1)), 1000)
    return () => clearInterval(timer)
  }, [recording])
  useEffect(() => {
    if (seconds !== null && seconds >= MOST_SECONDS) stop()
  })
  useEffect(() => () => { running.current?.recorder.stop() }, [])
  return { available: supported(), recording, seconds: seconds ?? 0, refused, start: (name: string) => { void start(name) }, stop }
}
