const TOP_LEVEL = ['test', 'example', 'invalid', 'localhost']
const DOMAINS = ['example.com', 'example.net', 'example.org']

/** Whether a domain is kept for examples and tests and belongs to nobody (RFC 2606, RFC 6761). */
export const isReserved = (domain: string): boolean => {
  const labels = domain.toLowerCase().replace(/\.$/, '').split('.')
  return TOP_LEVEL.includes(labels.at(-1) ?? '') || DOMAINS.includes(labels.slice(-2).join('.'))
}

/** Whether a host name of a URL is this machine itself. */
export const isLoopback = (hostname: string): boolean => hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname) || /(^|\.)localhost$/i.test(hostname)
