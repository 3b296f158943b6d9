const WEB = /^https?:\/\//i;

/** An address that somebody outside gave: a link in a new tab where it is one of the web, else plain text. */
export function SafeLink({ address }: { address: string }) {
  if (!WEB.test(address)) return <>{address}</>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {address}
    </a>
  );
}
