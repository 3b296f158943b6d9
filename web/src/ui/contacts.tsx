/** A phone that can be dialled: `phone` as it was written, with or without signs. */
export function PhoneLink({ phone }: { phone: string }) {
  return <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phoneText(phone)}</a>;
}

/** An e-mail address that can be written to. */
export function EmailLink({ email }: { email: string }) {
  return <a href={`mailto:${email}`}>{email}</a>;
}

/** «79000000001» → «+7 900 000-00-01»; other ways to write a number are left as they are. */
export function phoneText(phone: string): string {
  const parts = /^\+?7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  return parts ? `+7 ${parts[1]} ${parts[2]}-${parts[3]}-${parts[4]}` : phone;
}
