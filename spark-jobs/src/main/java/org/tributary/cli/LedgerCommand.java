package org.tributary.cli;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.books.Books;
import org.tributary.books.Statement;
import org.tributary.books.TrialBalance;
import org.tributary.reports.payout.Balances;
import org.tributary.schemas.ErrorCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary ledger}: what the posted ledger says by itself. */
@Command(
    name = "ledger",
    description = "Read the posted ledger: trial balance, statements rebuilt from entries.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LedgerCommand.TrialBalanceCommand.class,
      LedgerCommand.StatementCommand.class,
      CommandLine.HelpCommand.class
    })
final class LedgerCommand {
  /** Which ledger, and up to when. */
  static final class BookOptions {
    @Mixin private WarehouseOptions warehouse;

    @Option(
        names = "--as-of",
        paramLabel = "YYYY-MM-DD",
        description = "Only runs that close on that date or before (default: all).")
    private Optional<LocalDate> asOf = Optional.empty();

    Books open() {
      Books books = Books.of(warehouse.open());
      asOf.ifPresent(books::asOf);
      return books;
    }
  }

  /** {@code tributary ledger trial-balance}. */
  @Command(
      name = "trial-balance",
      description = "Debits and credits by kind of account; exit code 16 where they aren't equal.",
      mixinStandardHelpOptions = true)
  static final class TrialBalanceCommand implements Callable<Integer> {
    @Mixin private BookOptions books;

    @Override
    public Integer call() {
      TrialBalance balance = books.open().trialBalance();
      System.out.print(text(balance));
      balance.findings().forEach(finding -> System.err.println("ledger: " + finding));
      return balance.findings().isEmpty() ? 0 : ErrorCode.ARITHMETIC.exitCode();
    }

    static String text(TrialBalance balance) {
      StringBuilder text = new StringBuilder();
      String format = "%-12s %-28s %10s %40s %40s%n";
      text.append(line(format, "token", "accounts", "number", "debit", "credit"));
      String token = "";
      BigInteger debit = BigInteger.ZERO;
      BigInteger credit = BigInteger.ZERO;
      for (TrialBalance.Line row : balance.lines()) {
        if (!row.tokenId().equals(token) && !token.isEmpty()) {
          text.append(line(format, token, "total", "", debit, credit));
          debit = BigInteger.ZERO;
          credit = BigInteger.ZERO;
        }
        token = row.tokenId();
        debit = debit.add(row.debit());
        credit = credit.add(row.credit());
        text.append(line(format, token, row.kind(), row.accounts(), row.debit(), row.credit()));
      }
      return token.isEmpty()
          ? "Nothing is posted yet." + System.lineSeparator()
          : text.append(line(format, token, "total", "", debit, credit)).toString();
    }
  }

  /** {@code tributary ledger statement}. */
  @Command(
      name = "statement",
      description = "A payee's statement of every run, in base units, rebuilt from ledger entries.",
      mixinStandardHelpOptions = true)
  static final class StatementCommand implements Callable<Integer> {
    @Mixin private BookOptions books;

    @Option(names = "--payee", required = true, paramLabel = "ID", description = "Account id.")
    private String payee;

    @Override
    public Integer call() {
      List<Statement> statements = books.open().statements(payee);
      System.out.print(text(statements));
      return 0;
    }

    static String text(List<Statement> statements) {
      StringBuilder text =
          new StringBuilder("close_date,run_id,token_id,")
              .append(String.join(",", Balances.COLUMNS))
              .append(System.lineSeparator());
      for (Statement statement : statements) {
        text.append(statement.closeDate())
            .append(',')
            .append(statement.runId())
            .append(',')
            .append(statement.tokenId());
        statement.balances().values().forEach(amount -> text.append(',').append(amount));
        text.append(System.lineSeparator());
      }
      return text.toString();
    }
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
