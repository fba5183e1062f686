package org.tributary.reports.approval;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/**
 * A private key. It is no record, and nothing here ever puts it, or what was meant to be one, into
 * a text: not into a message, a log, or {@link #toString}.
 */
public final class SigningKey {
  private static final Pattern FORM = Pattern.compile("(0x)?[0-9a-fA-F]{64}");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final BigInteger secret;
  private final String address;

  private SigningKey(BigInteger secret) {
    this.secret = secret;
    this.address = Secp256k1.address(secret);
  }

  /** The key in a file: 64 hex digits that only the file's owner may read. */
  public static SigningKey ofFile(Path file) {
    try {
      requirePrivate(file);
      return of(
          Files.readString(file, StandardCharsets.US_ASCII).strip(), "Key file " + shown(file));
    } catch (NoSuchFileException e) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "There is no key file %s. Name one with --key-file.",
          shown(file));
    } catch (IOException e) {
      // The cause of a failed decoding could quote the file.
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "Key file %s can't be read as text (%s). It must hold 64 hex digits.",
          shown(file),
          e.getClass().getSimpleName());
    }
  }

  /** The key in variable {@code name} of {@code environment}. */
  public static SigningKey ofEnvironment(String name, Map<String, String> environment) {
    String text = environment.get(name);
    if (text == null) {
      throw TributaryException.of(
          ErrorCode.INPUT_MISSING,
          "The environment has no variable %s. Export the key under that name, or name another"
              + " with --key-env.",
          Secrets.shown(name));
    }
    return of(text.strip(), "Variable " + Secrets.shown(name));
  }

  private static SigningKey of(String text, String where) {
    if (FORM.matcher(text).matches()) {
      BigInteger secret = new BigInteger(text.substring(text.length() - 64), 16);
      if (secret.signum() > 0 && secret.compareTo(Secp256k1.ORDER) < 0) {
        return new SigningKey(secret);
      }
    }
    throw TributaryException.of(
        ErrorCode.USAGE,
        "%s holds no private key: it must be 64 hex digits, with or without 0x, and nothing else."
            + " What it holds isn't shown. A wallet that doesn't hand out its key can sign the"
            + " typed data, and 'tributary approve --signature' adds that.",
        where);
  }

  /** Somebody may have given the key itself where its file's name belongs. */
  private static String shown(Path file) {
    return Secrets.shown(file.toString());
  }

  private static void requirePrivate(Path file) throws IOException {
    Set<PosixFilePermission> permissions;
    try {
      permissions = EnumSet.copyOf(OTHERS);
      permissions.retainAll(Files.getPosixFilePermissions(file));
    } catch (UnsupportedOperationException e) {
      return;
    }
    if (!permissions.isEmpty()) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "Key file %s is open to other users of this machine. Run 'chmod 600' on it, and think"
              + " about whether the key is still yours alone.",
          shown(file));
    }
  }

  /** The EIP-55 address of the key's account. */
  public String address() {
    return address;
  }

  /** Signs a hash of 32 bytes. */
  public Signature sign(byte[] digest) {
    return Secp256k1.sign(secret, digest);
  }

  @Override
  public String toString() {
    return "key of " + address;
  }
}
