/** The code in an address such as `/play/ABC234`, '' where there is none. */
export function lastPathPart(page: string): string {
  const match = new RegExp(`^/${page}/([^/]+)/?$`).exec(window.location.pathname);
  return decodeURIComponent(match?.[1] ?? '').toUpperCase();
}
